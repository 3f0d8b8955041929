"""Who may say what the titles of whose files mean, and take it back; what is decided here is noted."""

from collections.abc import Callable

from akses import Reach, Reader, rights_of
from core.store import user_store
from core.texts import Translate
from etl import Declaration, UserError, contract, declared_for, read_reference
from intake.mapping.answers import MappingAnswers, mapping_answers_in
from intake.mapping.keeping import MappingChange, mapping_changes, undo_mapping, write_mapping
from intake.mending.toml_text import UneditableError
from intake.refused import IntakeRefusedError, no_room


def map_titles(reader: Reader, source: str, sender: str, new: MappingAnswers) -> MappingChange:
    """Add answers to what is kept of a sender's files. Raises IntakeRefusedError: nothing has changed."""
    _check_rights(reader, sender)
    return _done(lambda: write_mapping(source, sender, new, reader.name))


def take_back_mapping(reader: Reader, number: int) -> MappingChange:
    """Undo the change that has this number in the ledger. Raises IntakeRefusedError: nothing has changed."""
    change = next((each for each in mapping_changes() if each.number == number), None)
    _check_rights(reader, change.sender if change else "")
    return _done(lambda: undo_mapping(number, reader.name))


def kept_answers(source: str, sender: str) -> MappingAnswers:
    """Return what is kept of a sender's files. Raises UserError for a file that was edited by hand and is wrong."""
    services = {row["service"] for row in read_reference()["services"]}
    declared = declared_for(user_store().raw / source, contract(source), services, sender)
    return mapping_answers_in(declared.mappings.get(sender, Declaration()))


def _done(act: Callable[[], MappingChange]) -> MappingChange:
    try:
        return act()
    except UserError as error:
        sentence = str(error)
        raise IntakeRefusedError(400, lambda _: sentence) from None
    except UneditableError as error:
        line = str(error)
        raise IntakeRefusedError(
            409,
            lambda t: t("Pemetaan pengirim ini disunting dengan tangan. Tambahkan di sana: {line}").format(line=line),
        ) from None
    except OSError:
        raise IntakeRefusedError(507, no_room) from None


def _check_rights(reader: Reader, sender: str) -> None:
    reach = rights_of(reader.role).sends
    if reach is Reach.NOTHING or (reach is Reach.OWN and sender != reader.place):
        raise IntakeRefusedError(403, _of_others)


def _of_others(t: Translate) -> str:
    return t("Akun Anda hanya memetakan judul berkas kantor sendiri.")
