"""Do the intervals hold the truth: 500 drawn cities a setting, 200 for what the verdict says, and roll-outs:
1,000 for the forecast's bands, 800 of each unsteady world.

The counts are the promise's own; everything runs on all processors, each with one thread of its own.
"""

import gc
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from statistics import fmean, median

from bench.proofs.change_worlds import CHANGE_WORLDS, MAY_NAME, change_lines, change_said
from bench.proofs.draws import ESTIMATES, SETTINGS, Trial, holds, median_width, rate, trial
from bench.proofs.integrity import PLANTED, honest_asked, honest_line, watch_lines, watched
from bench.proofs.live_worlds import LIVE_WORLDS, live_lines, live_trial
from bench.proofs.policy_worlds import WORLDS, said, verdict_lines
from bench.proofs.rollout_worlds import ROLLOUT_WORLDS, rollout_world_lines, told
from bench.proofs.rollouts import AHEAD, Checked, checked_rollouts
from bench.table import Measure
from sample.honest_offices import HONEST_WORLDS

SEEDS = 500
VERDICT_SEEDS = 200
ROLLOUTS = 1_000
WORLD_ROLLOUTS = 800
"""The chances said of one roll-out come true together: of six sets of 400, the furthest of five was 6 to 14 points off
where 2,400 at once are 9."""
WATCH_SEEDS = 3
WATCH_FIRST_SEED = 100
"""The rules were set on the cities before it."""
HONEST_SEEDS, SMALL_SEEDS = 8, 32
"""Of each honest world with many offices, and with few."""
FEW_OFFICES = 5
CHUNK = 10
SELDOM = 50_000
"""Objects made until a worker looks for garbage."""
HOLDS_AT_LEAST, HOLDS_AT_MOST = 92.0, 98.5
WORKED_AT_LEAST, WORKED_AT_MOST = 80.0, 5.0
FORECAST_HOLDS = (75.0, 93.0)
NO_VISITS_GONE = "no effect"
"""Without visits gone there is no truth about where they went: displacement is not judged there."""
WORDS = {
    "gap": ("weekday gap", "points", 100.0),
    "visits": ("whole-week visits, ln", "points", 100.0),
    "displacement": ("displacement", "ratio", 1.0),
    "going_live": ("simple ATT of going live, ln", "points", 100.0),
    "share": ("digital share of October", "points", 100.0),
}


def proof_lines(
    seeds: int = SEEDS,
    rollouts: int = ROLLOUTS,
    verdict_seeds: int = VERDICT_SEEDS,
    world_rollouts: int = WORLD_ROLLOUTS,
    watch_seeds: int = WATCH_SEEDS,
    honest_seeds: int = HONEST_SEEDS,
) -> list[Measure]:
    """Return coverage and verdicts by setting, those in other worlds, what the watch finds, what the bands hold."""
    with _workers() as pool:
        trials = {name: pool.map(partial(trial, name), range(seeds), chunksize=CHUNK) for name in SETTINGS}
        verdicts = {name: pool.map(partial(said, name), range(verdict_seeds), chunksize=CHUNK) for name in WORLDS}
        changes = {
            name: pool.map(partial(change_said, name), range(verdict_seeds), chunksize=CHUNK) for name in CHANGE_WORLDS
        }
        lives = {
            name: pool.map(partial(live_trial, name), range(verdict_seeds // 2), chunksize=CHUNK)  # the dearest trials
            for name in LIVE_WORLDS
        }
        courses = {
            name: pool.map(partial(told, name), range(world_rollouts), chunksize=CHUNK) for name in ROLLOUT_WORLDS
        }
        cities = range(WATCH_FIRST_SEED, WATCH_FIRST_SEED + watch_seeds)
        watch = {planted: pool.map(partial(watched, planted), cities) for planted in PLANTED}
        honest = {
            world: pool.map(partial(honest_asked, world), range(WATCH_FIRST_SEED, WATCH_FIRST_SEED + count))
            for world, (offices, _) in HONEST_WORLDS.items()
            for count in (SMALL_SEEDS if offices < FEW_OFFICES else honest_seeds,)
        }
        batches = [pool.submit(checked_rollouts, seed, CHUNK) for seed in range(rollouts // CHUNK)]
        lines = [line for name, made in trials.items() for line in _setting_lines(name, list(made))]
        lines += [line for name, found in verdicts.items() for line in verdict_lines(name, list(found))]
        lines += [line for name, found in changes.items() for line in change_lines(name, list(found))]
        lines += [line for name, found in lives.items() for line in live_lines(name, list(found))]
        lines += [line for name, found in courses.items() for line in rollout_world_lines(name, list(found))]
        lines += [line for planted, found in watch.items() for line in watch_lines(planted, list(found))]
        lines += [honest_line(world, list(found)) for world, found in honest.items()]
        return lines + _forecast_lines([one for batch in batches for one in batch.result()])


@contextmanager
def _workers() -> Iterator[ProcessPoolExecutor]:
    """Fresh processes whose linear algebra keeps to one thread: two on two processors would wait for each other."""
    before = {name: os.environ.get(name) for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")}
    os.environ.update(dict.fromkeys(before, "1"))
    try:
        with ProcessPoolExecutor(os.cpu_count(), get_context("spawn"), _collect_seldom) as pool:
            yield pool
    finally:
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.update({name: value})


def _collect_seldom() -> None:
    """Look for garbage less often: of a city's frames nothing refers to itself, and the modules stay."""
    gc.freeze()
    gc.set_threshold(SELDOM)


def _setting_lines(setting: str, trials: list[Trial]) -> list[Measure]:
    lines = [line for name in ESTIMATES if (line := _coverage(setting, trials, name))]
    if told := [one.help for one in trials if one.help]:
        moved = 100 * sum(each in ("up", "down") for each in told) / len(told)
        label = f"{setting}: help at equal age told as a change, though only offices are new"
        lines.append(Measure(label, moved, "%", MAY_NAME, f"of {len(told)} cities"))
    worked = 100 * rate(trials, "worked")
    if setting in ("no effect", "all displaced"):
        lines.append(Measure(f"{setting}: verdict 'worked'", worked, "%", WORKED_AT_MOST, _others(trials)))
    else:
        lines.append(Measure(f"{setting}: verdict 'worked'", worked, "%", None, _others(trials), WORKED_AT_LEAST))
    return lines


def _coverage(setting: str, trials: list[Trial], name: str) -> Measure | None:
    label, unit, scale = WORDS[name]
    held = holds(trials, name)
    if name == "displacement" and setting == NO_VISITS_GONE:
        return Measure(f"{setting}: {label} shown all the same", 100 * len(held) / len(trials), "%", 5.0)
    is_equal = setting == "equal offices" and name != "displacement"
    note = f"median width {scale * median_width(trials, name):.3g} {unit}, shown in {len(held)} of {len(trials)}"
    most = HOLDS_AT_MOST if is_equal else None
    return Measure(f"{setting}: {label} holds the truth", 100 * float(held.mean()), "%", most, note, HOLDS_AT_LEAST)


def _others(trials: list[Trial]) -> str:
    found = sorted({one.verdict for one in trials} - {"worked"})
    return ", ".join(f"{verdict} {100 * rate(trials, verdict):.1f} %" for verdict in found)


def _forecast_lines(found: list[Checked]) -> list[Measure]:
    least, most = FORECAST_HOLDS
    lines = [_forecast_line(f"forecast: 80 % band holds what came, {len(found):,} roll-outs", found)]
    lines[0] = Measure(lines[0].name, lines[0].value, "%", most, lines[0].note, least)
    for ahead in AHEAD:
        chosen = [one for one in found if one.ahead == ahead]
        lines.append(_forecast_line(f"    {ahead} months ahead ({len(chosen)})", chosen))
    return lines


def _forecast_line(name: str, found: list[Checked]) -> Measure:
    note = f"median width {median(one.width for one in found):.0f} kelurahan"
    return Measure(name, 100 * fmean(one.is_held for one in found), "%", note=note)
