"""The files of a load into the warehouse: all of them or none, step by step in one transaction."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import duckdb

from core.disk import checksum
from core.sources import SOURCES
from etl.errors import FastLaneError, VanishedError
from etl.judging.declared_use import idle_entries, refuse_unused
from etl.loading import fingerprints
from etl.loading.each import Executor
from etl.loading.judged_file import FileToJudge, JudgingInput
from etl.loading.one_file import FileLoad
from etl.loading.outcome import Outcome
from etl.loading.parts.joining import judged_each
from etl.loading.parts.judging_step import judging_step
from etl.loading.raw_folder import LoadInput, check_space, refuse_sample
from etl.raw_file import RawFile
from etl.reading import look_ahead, stumbles
from etl.sources.contract import contract
from etl.sources.mappings import idle_mappings
from etl.warehouse import entries, ledger, versions
from etl.warehouse.ledger import Account
from etl.warehouse.merge import lend_keys
from etl.warehouse.plans import note_plans
from etl.warehouse.rivals import hold_rivals, move_held

Progress = Callable[[str, int, int], None]
"""Called with a file's name, its number and how many there are."""


@dataclass(frozen=True)
class BatchPlan:
    """The files to read, each with what its rows are made by (a checksum), and the sources that change."""

    files: list[tuple[RawFile, str]]
    sources: list[str]


@dataclass(frozen=True)
class BatchLoad:
    """The files of one load: where they go, where they are judged, what they start from and what became of them."""

    connection: duckdb.DuckDBPyConnection
    executor: Executor
    given: LoadInput
    outcome: Outcome
    progress: Progress | None = None

    def recognise(self, *, is_rebuild: bool) -> None:
        """Give every file its checksum; unchanged size and time spare reading a known file again."""
        unread = ledger.recognise(self.given.files, self.connection)
        check_space(self.given.store, unread, is_rebuild=is_rebuild)
        for file in unread:
            said = self.given.declarations[file.source].for_file(file.path)
            look_ahead(file.full_path, contract(file.source), said)
            try:
                file.sha256 = checksum(file.full_path)
            except OSError as error:
                self.given.leave(file, error)
        refuse_sample(self.given)

    def run(self) -> None:
        """All files or none; from the start again when the database stumbled over one of them, or one is gone.

        What else would begin it again is looked for then, outside the transaction: however many there are, it is once.
        """
        while True:
            try:
                self.connection.execute("BEGIN")
                self._take_steps()
                self.connection.execute("COMMIT")
                return
            except FastLaneError:
                self.connection.execute("ROLLBACK")
                self._find_stumbling()
                self.outcome.begin_again()
            except VanishedError as error:
                self.connection.execute("ROLLBACK")
                self.given.leave(error.file, error.error)
                self.given.untried.remove(error.file)
                self.given.leave_unopened()
                self.outcome.begin_again()

    def _take_steps(self) -> None:
        """The steps of the transaction, in their order."""
        plan = self._plan_and_take_out()
        files = Counter(file.source for file, _ in plan.files)
        lend_keys(self.connection, [contract(source) for source, number in files.items() if number > 1])
        self._load_planned(plan)
        for source in plan.sources:
            self._settle(source)
            self._check_declared(source)
        self.outcome.idle += idle_mappings(self.given.declarations)
        self._note_unopened()
        self.outcome.note_marked(self.connection)

    def _plan_and_take_out(self) -> BatchPlan:
        """What is to be read; rows of files that went, or are read anew, are taken out."""
        plan, given = BatchPlan([], []), self.given
        self.outcome.rewritten = 0
        is_complete, known = given.store.has_own_raw, ledger.met_sources(self.connection)
        for source in SOURCES:
            own = [file for file in given.files if file.source == source]
            if not own and source not in known:
                continue
            made_by = fingerprints.of_files(source, given.declarations.get(source))
            waiting = self._waiting(source)
            work = ledger.sort_out(self.connection, source, own, waiting, made_by, is_complete=is_complete)
            with self.outcome.stage("take_out"):
                self.outcome.rewritten += versions.take_out(self.connection, contract(source), work.freed)
            plan.files.extend((file, made_by(file.path)) for file in work.files)
            plan.sources.extend([source] if work.files else [])
        return plan

    def _waiting(self, source: str) -> set[str]:
        """Paths that this load leaves alone: still being written, or not to be opened now."""
        waiting = {file.path for file in self.given.unsettled if file.source == source}
        for unopened in self.given.unopened:
            waiting |= ledger.below(self.connection, unopened) if unopened.source == source else set()
        return waiting

    def _load_planned(self, plan: BatchPlan) -> None:
        """Judge the files, where the executor does so, and take them in one after the other, in order."""
        given, files = self.given, [file for file, _ in plan.files]
        shared = JudgingInput(given.declarations, given.reference, given.now)
        own, step = self._not_seen_before(files), judging_step(given.note.reading)
        judged, ahead = judged_each(self.connection, self.executor, step, own, shared), {w.file.full_path for w in own}
        given.untried = files
        for number, (file, made_by) in enumerate(plan.files, 1):
            if self.progress:
                self.progress(f"{file.source}/{file.path}", number, len(plan.files))
            work = FileToJudge(file, file.sha256 in given.careful)
            load_file = FileLoad(self.connection, work, shared, self.outcome, step, given.note.is_barred(file))
            is_ahead = file.full_path in ahead
            judge = partial(next, judged) if is_ahead else partial(step.done_here, self.connection, work, shared)
            self.outcome.files.append(load_file.run(made_by, judge))
            given.untried.pop(0)

    def _not_seen_before(self, files: list[RawFile]) -> list[FileToJudge]:
        """The files whose bytes are no loaded file's, nor those of another one before them.

        A copy is judged only where what it is a copy of could not be used.
        """
        own = []
        met = entries.loaded_bytes(self.connection)
        for file in files:
            if (file.source, file.sha256) not in met and not self.given.note.is_barred(file):
                own.append(FileToJudge(file, file.sha256 in self.given.careful))
            met.add((file.source, file.sha256))
        return own

    def _settle(self, source: str) -> None:
        """What only all files of a source together tell: contradictions, plans, and rows that are no longer shown."""
        self._hold_rivals(source)
        note_plans(self.connection, contract(source))
        self.outcome.vanished[source] = versions.mark_vanished(self.connection, contract(source))

    def _hold_rivals(self, source: str) -> None:
        """Files that contradict each other keep their accounts whole: what is held back counts there."""
        held = hold_rivals(self.connection, contract(source))
        for account in self.outcome.files:
            if account.source == source and account.path in held:
                move_held(account, held[account.path])
                entries.close(self.connection, account)

    def _check_declared(self, source: str) -> None:
        """What is declared must meet a file; in a trial of one file it may be meant for others."""
        if self.outcome.readings is not None:
            return
        declared = self.given.declarations[source]
        paths = [file.path for file in self.given.at_hand if file.source == source]
        refuse_unused(self.connection, declared, paths)
        self.outcome.idle += idle_entries(self.connection, declared)

    def _note_unopened(self) -> None:
        """What cannot be opened is set aside."""
        for unopened in self.given.unopened:
            ledger.note_unopened(self.connection, unopened, self.given.now)
            source, path, why = unopened.source, unopened.path, unopened.why
            self.outcome.files.append(Account(source, path, "", "set_aside", reason="berkas_tertutup", detail=why))

    def _find_stumbling(self) -> None:
        """The file at work is read with care from now on, and all after it that the database stumbles over."""
        given = self.given
        at_work, *rest = given.untried
        given.careful.add(at_work.sha256)
        for file in rest:
            if file.sha256 in given.careful or given.note.is_barred(file):
                continue
            said = given.declarations[file.source].for_file(file.path)
            with given.note.reading(file):
                if stumbles(self.connection, file.full_path, contract(file.source), said):
                    given.careful.add(file.sha256)
