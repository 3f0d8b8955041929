"""Facts frames drawn at random."""

import numpy as np
import pandas as pd

from support.frames.analytics_frames import city


def random_facts(seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    frame = city(seed, live=3, not_live=2, level=rng.choice([0.5, 5, 50]), until="2024-02-15")
    frame["tidak_diketahui"] = rng.poisson(1, len(frame)).astype(float)
    frame["visits"] = frame["visits"].mask(rng.random(len(frame)) < rng.choice([0.0, 0.2, 0.7]))
    frame["is_complete"] &= frame["visits"].notna()
    return frame
