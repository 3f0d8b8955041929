"""The outbox: the same letter is never put twice, what lies there is private, and harm is told."""

from datetime import datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest
from support.mail.letters import letter, modes, plain_setup

from mail import DamagedLetterError, LetterState, Outbox, OutboxBusyError, letter_id, send_letters

SETUP = plain_setup(25)
NOW = datetime(2024, 12, 2, 8)


def test_the_same_letter_is_put_once(outbox: Outbox) -> None:
    """Key and recipient are what a letter is, whatever it says and however the address is written."""
    assert outbox.put(letter(), SETUP)
    assert not outbox.put(letter(to="A@Kota.contoh", subject="Lain"), SETUP)
    assert outbox.put(letter(key="laporan/2024-12"), SETUP)
    assert outbox.put(letter(to="b@kota.contoh"), SETUP)
    assert [note.key for note in outbox.notes("laporan/2024-12")] == ["laporan/2024-12"]
    assert len(outbox.notes()) == 3


def test_what_lies_there_is_private(outbox: Outbox) -> None:
    outbox.put(letter(), SETUP)
    with outbox.alone():
        assert modes(outbox.folder) == {"600"}
    assert oct(outbox.folder.stat().st_mode)[-3:] == "700"


def test_of_a_letter_that_is_over_neither_text_nor_address_is_kept(outbox: Outbox) -> None:
    outbox.put(letter(), SETUP)
    (note,) = outbox.notes()
    sent = outbox.change(note, LetterState.SENT, NOW, "250")
    assert sent.to == "a@kota.contoh", "who sent it may still note to whom"
    (path,) = outbox.folder.glob("*.surat")
    kept = path.read_bytes()
    assert b"kota.contoh" not in kept
    assert b"Porsi" not in kept
    assert not outbox.put(letter(), SETUP), "it is known all the same"
    assert outbox.notes()[0].state is LetterState.SENT


def test_letters_wait_longer_after_each_try(outbox: Outbox) -> None:
    outbox.put(letter(), SETUP, NOW)
    (note,) = outbox.notes()
    pauses = []
    for _ in range(6):
        note = outbox.wait(note, NOW, "451")
        assert note.next_try is not None
        pauses.append(note.next_try - NOW)
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (timedelta(minutes=5), timedelta(hours=3))
    assert (note.tries, note.reply) == (6, "451")
    assert not note.is_due(NOW + timedelta(hours=2))
    assert note.is_due(NOW + timedelta(hours=3))
    assert not note.is_overdue(NOW + timedelta(days=3))
    assert note.is_overdue(NOW + timedelta(days=3, seconds=1))


@pytest.mark.parametrize("harm", [b"", b"{", b"{}\nisi"])
def test_a_damaged_file_is_told_by_name(harm: bytes, outbox: Outbox) -> None:
    outbox.put(letter(), SETUP)
    (path,) = outbox.folder.glob("*.surat")
    path.write_bytes(harm)
    with pytest.raises(DamagedLetterError, match=path.name):
        outbox.notes()


def test_a_letter_cut_off_after_its_note_is_damaged(outbox: Outbox) -> None:
    outbox.put(letter(), SETUP)
    (path,) = outbox.folder.glob("*.surat")
    path.write_bytes(path.read_bytes().partition(b"\n")[0])
    with pytest.raises(DamagedLetterError, match="sudah terkirim"):
        send_letters(outbox, SETUP)


@pytest.mark.parametrize("harm", [(b"menunggu", b"ditolak"), (b"Porsi", b"porsi"), (b"a@kota", b"b@kota")])
def test_a_letter_that_is_not_as_it_was_written_goes_to_nobody(harm: tuple[bytes, bytes], outbox: Outbox) -> None:
    outbox.put(letter(), SETUP)
    (path,) = outbox.folder.glob("*.surat")
    content = path.read_bytes()
    assert harm[0] in content
    for other in (content.replace(*harm), content[:-100]):
        path.write_bytes(other)
        with pytest.raises(DamagedLetterError):
            send_letters(outbox, SETUP)


def test_a_clock_that_was_ahead_keeps_no_letter_for_years(outbox: Outbox) -> None:
    outbox.put(letter(), SETUP, NOW)
    tried = outbox.wait(outbox.notes()[0], NOW + timedelta(days=700), "451")
    assert tried.is_due(NOW)
    assert not tried.is_due(NOW + timedelta(days=700))


def test_what_a_dead_process_left_half_written_is_removed_later(outbox: Outbox) -> None:
    import os

    outbox.folder.mkdir()
    old, new = outbox.folder / ".x.surat.1.part", outbox.folder / ".y.surat.2.part"
    for path in (old, new):
        path.write_bytes(b"isi")
    os.utime(old, (1, 1))
    with outbox.alone():
        assert (old.exists(), new.exists()) == (False, True)


def test_two_never_send_at_once(outbox: Outbox) -> None:
    with outbox.alone():
        child = get_context("forkserver").Process(target=_try_alone, args=(outbox.folder,))
        child.start()
        child.join(60)
    assert child.exitcode == 0


def _try_alone(folder: Path) -> None:
    with pytest.raises(OutboxBusyError, match="sedang berjalan"), Outbox(folder).alone():
        pass


def test_of_two_that_put_at_once_one_wins(outbox: Outbox) -> None:
    """The other finds the file only when it would put its own in that place."""
    real = Path.exists
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "exists", lambda path: False if path.suffix == ".surat" else real(path))
        assert [outbox.put(letter(), SETUP), outbox.put(letter(subject="Lain"), SETUP)] == [True, False]
    assert b"November" in outbox.message(letter_id("laporan/2024-11", "a@kota.contoh"))
    assert len(list(outbox.folder.iterdir())) == 1
