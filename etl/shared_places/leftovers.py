"""What a load that died left half made: on this machine, and where its driver and workers shared rows."""

from core.store import Store
from etl.shared_places.shared_place import why_not
from etl.shared_places.shared_root import SharedRoot, noted_roots
from etl.warehouse.database import clear_half_made


def clear_leftovers(store: Store) -> list[str]:
    """Clear all that; the store must be locked. Return a sentence for each shared place that may still hold rows."""
    clear_half_made(store)
    return [told for root in noted_roots(store) if (told := _uncleared(root))]


def _uncleared(root: SharedRoot) -> str | None:
    try:
        root.clear()
    except OSError as error:
        return (
            f"{root.shown}: baris dari pemuatan yang terputus mungkin masih ada di sana dan belum dapat dihapus "
            f"({why_not(error)}). Periksa alamat, paket, dan haknya, lalu muat lagi; bila sudah dikosongkan dengan "
            f"tangan, hapus {root.note}."
        )
    return None
