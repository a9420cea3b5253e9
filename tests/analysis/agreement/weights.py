"""Calibration, replicates, response models, tables, scales; see reference/weights.R."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.design import Design
from analysis.estimators import mean, share, total
from analysis.models.rao_scott import rao_scott
from analysis.models.scale_quality import scale_quality
from analysis.weighting.calibration import Margin, post_stratify, rake, regress
from analysis.weighting.nonresponse import propensities
from analysis.weighting.replicates import Replicates, given, jackknife
from tests.analysis.agreement.comparison import Comparison, compared, parts
from tests.analysis.samples import read_reference

FILE = "weights.csv"
API = ("srs", "strat", "clus1")
TYPES = {"E": 4421, "H": 755, "M": 1018}
WIDE = {"No": 1072, "Yes": 5122}


def comparisons() -> Iterator[Comparison]:
    yield from calibrated()
    yield from calibrated_with_a_lonely_psu()
    yield from calibrated_in_two_stages()
    yield from jackknives()
    yield from bootstrap()
    yield from response_model()
    yield from tables()
    yield from alpha()


def api(name: str, *, fpc: bool = True) -> tuple[pd.DataFrame, Design]:
    frame = read_reference(f"api_{name}.csv")
    design = Design.of(
        frame["pw"],
        strata=frame["stype"] if name == "strat" else None,
        psus=frame["dnum"] if name == "clus1" else None,
        fpc=frame["fpc"] if fpc else None,
    )
    return frame, design


def calibrated() -> Iterator[Comparison]:
    for name in API:
        frame, design = api(name)
        kind = frame["stype"]
        margins = [Margin(kind, TYPES), Margin(frame["sch_wide"], WIDE)]
        one = np.ones(len(frame))
        x = np.column_stack([one, kind == "H", kind == "M", frame["api99"]])
        stratified = post_stratify(design, margins[0])
        raked = rake(design, margins, tolerance=1e-14)
        greg = regress(design, x, [6194, 755, 1018, 3914069])
        for case, call, found in (
            ("poststratified", "postStratify", stratified),
            ("raked", 'calibrate(calfun = "raking")', raked),
            ("greg", 'calibrate(calfun = "linear")', greg),
        ):
            yield from figures(frame, found, f"{case}/{name}", case, call)
        yield from compared(
            "raked weights",
            "rake",
            FILE,
            f"raked/{name}/in_turns",
            squares=raked.weights @ raked.weights,
        )


def figures(
    frame: pd.DataFrame, design: Design, case: str, quantity: str, call: str
) -> Iterator[Comparison]:
    pupils = frame["enroll"].to_numpy(float)
    wide = (frame["sch_wide"] == "Yes").to_numpy()
    elementary = (frame["stype"] == "E").to_numpy()
    high = (frame["stype"] == "H").to_numpy()
    known = ~np.isnan(pupils)
    for estimate, name in (
        (total(pupils, design, domain=known), "enroll/total"),
        (mean(frame["api00"], design), "api00/mean"),
        (share(wide, design, base=elementary), "h1_elementary/mean"),
        (mean(frame["api00"], design, domain=high), "api00_high/mean"),
        (total(frame["api00"], design, domain=high), "api00_high/total"),
    ):
        found = parts(estimate, "value", "se", "deff")
        yield from compared(quantity, call, FILE, f"{case}/{name}", **found)
    weights = design.weights
    yield from compared(
        f"{quantity} weights",
        call,
        FILE,
        f"{case}/weights",
        low=weights.min(),
        high=weights.max(),
        squares=weights @ weights,
    )


def calibrated_with_a_lonely_psu() -> Iterator[Comparison]:
    frame = read_reference("counters.csv")
    known = frame["q1"].notna().to_numpy()
    for lonely in ("adjust", "remove"):
        design = Design.of(
            frame["weight"],
            strata=frame["stratum"],
            psus=frame["psu"],
            lonely=lonely,
        )
        margin = Margin(frame["agency"], {"A": 1600, "B": 1500, "C": 1700})
        stratified = post_stratify(design, margin)
        for estimate, name in (
            (mean(frame["q1"], stratified, domain=known), "mean"),
            (total(frame["q1"], stratified, domain=known), "total"),
        ):
            yield from compared(
                "poststratified, lonely PSU",
                "postStratify",
                FILE,
                f"lonely_calibrated/{lonely}/q1/{name}",
                **parts(estimate, "value", "se", "deff", "df"),
            )


def calibrated_in_two_stages() -> Iterator[Comparison]:
    frame = read_reference("api_clus2.csv")
    design = Design.of(
        frame["pw"],
        psus=frame["dnum"],
        fpc=frame["fpc1"],
        later=[(frame["snum"], frame["fpc2"])],
    )
    margins = [Margin(frame["stype"], TYPES), Margin(frame["sch_wide"], WIDE)]
    raked = rake(design, margins, tolerance=1e-14)
    young = (frame["stype"] == "E").to_numpy()
    for estimate, case in (
        (mean(frame["api00"], raked), "api00/mean"),
        (total(frame["api00"], raked, domain=young), "api00_elementary/total"),
    ):
        yield from compared(
            "raked, two stages with fpc",
            'calibrate(calfun = "raking")',
            FILE,
            f"two_stages_raked/{case}",
            **parts(estimate, "value", "se", "deff"),
        )


def replicated(
    replicates: Replicates,
    weights: np.ndarray,
    columns: np.ndarray,
    case: str,
    call: str,
) -> Iterator[Comparison]:
    score, tested = columns
    for name, estimator in (
        ("mean", lambda w: w @ score / w.sum()),
        ("total", lambda w: w @ score),
        ("ratio", lambda w: w @ tested / (w @ score)),
    ):
        se = float(np.sqrt(replicates.covariance(estimator)[0, 0]))
        yield from compared(
            "replicates", call, FILE, f"{case}/{name}", value=estimator(weights), se=se
        )


def jackknives() -> Iterator[Comparison]:
    for case, name, fpc in (
        ("jk1_fpc/srs", "srs", True),
        ("jk1_fpc/clus1", "clus1", True),
        ("jk1/srs", "srs", False),
        ("jk1/clus1", "clus1", False),
        ("jkn_fpc/strat", "strat", True),
    ):
        frame, design = api(name, fpc=fpc)
        columns = frame[["api00", "api_stu"]].to_numpy(float).T
        call = f'as.svrepdesign(type = "{"JKn" if name == "strat" else "JK1"}")'
        yield from replicated(jackknife(design), design.weights, columns, case, call)

    frame = read_reference("counters.csv").query("stratum != 'west'")
    design = Design.of(frame["weight"], strata=frame["stratum"], psus=frame["psu"])
    items = frame[[f"q{item}" for item in range(1, 6)]].sum(axis=1)
    columns = np.array([items, frame["weight"]])
    call = 'as.svrepdesign(type = "JKn")'
    yield from replicated(
        jackknife(design), design.weights, columns, "jkn/counters", call
    )


def bootstrap() -> Iterator[Comparison]:
    frame, design = api("clus1")
    weights = read_reference("replicate_weights.csv").to_numpy()
    count = weights.shape[1]
    replicates = given(weights, np.full(count, 1 / (count - 1)))
    columns = frame[["api00", "api_stu"]].to_numpy(float).T
    call = 'as.svrepdesign(type = "subbootstrap"), given weights'
    yield from replicated(replicates, design.weights, columns, "bootstrap/clus1", call)


def response_model() -> Iterator[Comparison]:
    frame, design = api("strat", fpc=False)
    kind = frame["stype"]
    x = np.column_stack(
        [np.ones(len(frame)), kind == "H", kind == "M", frame["api00"] / 100]
    )
    answered = (frame["awards"] == "Yes").to_numpy()
    b = propensities(x, answered, design.weights).coefficients
    yield from compared(
        "response propensities",
        "svyglm(family = quasibinomial)",
        FILE,
        "propensity/strat",
        intercept=b[0],
        high=b[1],
        middle=b[2],
        score=b[3],
    )


def tables() -> Iterator[Comparison]:
    for name in API:
        frame, design = api(name)
        for case, row in (("table", "stype"), ("table2", "comp_imp")):
            yield from table(frame, design, row, "sch_wide", f"{case}/{name}")
    frame = read_reference("nhanes.csv")
    design = Design.of(
        frame["WTMEC2YR"], strata=frame["SDMVSTRA"], psus=frame["SDMVPSU"]
    )
    yield from table(frame, design, "HI_CHOL", "race", "table/nhanes")


def table(
    frame: pd.DataFrame, design: Design, row: str, column: str, case: str
) -> Iterator[Comparison]:
    known = frame[row].notna().to_numpy()
    test = rao_scott(frame[row], frame[column], design, domain=known)
    call = 'svychisq(statistic = "F")'
    name = "Rao–Scott, second order"
    yield from compared(
        name, call, FILE, f"{case}/F", statistic=test.statistic, p=test.p_value
    )
    yield from compared(
        name,
        call,
        FILE,
        f"{case}/df",
        numerator=test.df_numerator,
        denominator=test.df_denominator,
    )
    # R scales X² to all rows, also those without an answer.
    pearson = test.pearson * len(frame) / test.n
    yield from compared(
        "Rao–Scott, first order",
        'svychisq(statistic = "Chisq")',
        FILE,
        f"{case}/Chisq",
        statistic=pearson,
        p=test.p_value_first_order,
    )


def alpha() -> Iterator[Comparison]:
    frame = read_reference("counters.csv").query("stratum != 'west'")
    items = frame[[f"q{item}" for item in range(1, 6)]]
    quality = scale_quality(items, weights=frame["weight"])
    yield from compared(
        "Cronbach's alpha", "svycralpha", FILE, "alpha/counters", value=quality.alpha
    )
