"""One run: look, remember what is told to whom, then bring it out. What does not get out waits for the next run."""

from datetime import datetime

from core.store import Store, user_store
from etl import read_note
from mail import RunReport
from operations.alerts.delivery import bring_alerts, bring_posts
from operations.alerts.evaluation import Lookout, look_at, marks_of
from operations.alerts.memory import Memory, one_run, read_memory, set_aside, write_memory
from operations.alerts.routing import tell
from operations.alerts.rules import AlertRule, read_rules, rules_file

NOTHING = "Tidak ada yang baru."


def run_alerts(store: Store, moment: datetime, *, with_ended: bool = False) -> RunReport:
    """Tell what is new; `store`: the one that readers see, `moment`: now by the city's clock.

    `with_ended`: letters that were refused or are uncertain are sent again. Raises TableError, BusyError, OSError.
    """
    if not rules_file().exists():
        return RunReport([f"{rules_file()}: tidak ada, jadi tidak ada yang diberi tahu."])
    if store.is_sample:
        return RunReport(["Data contoh: tidak ada yang diberi tahu. Melihat apa yang akan diberitahukan: --coba"])
    report = RunReport()
    with one_run(user_store()):
        memory = _memory(report)
        rules = _look(store, memory, moment, report)
        write_memory(user_store(), memory)
        bring_alerts(memory, rules, moment, report, with_ended=with_ended)
        bring_posts(memory, moment, report)
    report.told = report.told or [NOTHING]
    return report


def try_alerts(store: Store, moment: datetime) -> RunReport:
    """Return what each row of the table would tell now, whether it was told or not; nothing is kept or sent.

    Raises TableError.
    """
    report = RunReport()
    memory = read_memory(user_store()) or Memory()
    look = look_at(store, read_note(store), moment, memory.verdicts)
    rules, report.trouble = read_rules(look.kecamatan)
    for rule in rules:
        report.told += [f"Baris {rule.line}, {words}" for words in _of_rule(rule, look, memory)]
    report.wrong += [look.problem] if look.problem else []
    report.told = report.told or [NOTHING]
    return report


def _of_rule(rule: AlertRule, look: Lookout, memory: Memory) -> list[str]:
    found = look.of(rule)
    if not found:
        return [f"{rule.kind}: {'tidak dapat diperiksa sekarang' if found is None else 'tidak ada'}."]
    known = [memory.told.get(name, {}) for name in rule.recipients]
    marks = ["baru" if any(alert.key not in told for told in known) else "sudah diberitahukan" for alert in found]
    return [f"{mark}: {alert.sentence}" for mark, alert in zip(marks, found, strict=True)]


def _memory(report: RunReport) -> Memory:
    """What the run before left; a damaged one is set aside, and all that is true is told once more."""
    memory = read_memory(user_store())
    if memory is None:
        place = set_aside(user_store())
        report.told.append(f"Catatan peringatan rusak dan disisihkan ({place}): yang masih berlaku diberitahukan lagi.")
    return memory or Memory()


def _look(store: Store, memory: Memory, moment: datetime, report: RunReport) -> list[AlertRule]:
    """Find what is new and let it wait in the memory; return the rules.

    The build is looked at when it is another one, or the day or the table is: most runs find the same again.
    """
    marks, note = marks_of(store, moment), read_note(store)
    is_same = marks == memory.looked
    look = Lookout(None, note, moment, memory.verdicts) if is_same else look_at(store, note, moment, memory.verdicts)
    rules, report.trouble = read_rules(look.kecamatan)
    report.told += [alert.sentence for alert in tell(rules, look, memory, marks[0], is_whole=not report.trouble)]
    report.wrong += [look.problem] if look.problem else []
    if not is_same:
        # Places are looked up in the build: a wrong row is named in every run.
        memory.looked = [] if look.problem or report.trouble else marks
        kept = memory.verdicts if look.problem or report.trouble else {}
        memory.verdicts = kept if look.problem else kept | look.verdicts
    return rules
