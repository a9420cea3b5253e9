"""Several stages, contrasts, waves and quantiles; see reference/design.R."""

from collections.abc import Iterator

import numpy as np

from analysis.contrasts import contrast, difference, joint
from analysis.design import Design
from analysis.estimators import linear_mean, mean, share, total
from analysis.quantiles import quantile
from tests.analysis.agreement.comparison import Comparison, compared, parts
from tests.analysis.samples import read_reference

FILE = "design.csv"
MEAN = ("value", "se", "deff", "df", "low", "high")
TOTAL = ("value", "se", "deff", "df")


def comparisons() -> Iterator[Comparison]:
    yield from two_stages()
    yield from nhanes()
    yield from between_waves()
    yield from quantiles()


def clus2() -> tuple[object, Design]:
    frame = read_reference("api_clus2.csv")
    design = Design.of(
        frame["pw"],
        psus=frame["dnum"],
        fpc=frame["fpc1"],
        later=[(frame["snum"], frame["fpc2"])],
    )
    return frame, design


def two_stages() -> Iterator[Comparison]:
    frame, design = clus2()
    score = frame["api00"].to_numpy(float)
    yes = (frame["sch_wide"] == "Yes").to_numpy()
    young = (frame["stype"] == "E").to_numpy()
    for case, estimate, names, call in (
        ("api00/total", total(score, design), TOTAL, "svytotal"),
        ("api00/mean", mean(score, design), MEAN, "svymean"),
        ("h1/mean", share(yes, design), TOTAL, "svymean"),
        ("elementary/api00/mean", mean(score, design, domain=young), MEAN, "svymean"),
    ):
        found = parts(estimate, *names)
        name = f"clus2_fpc/{case}"
        yield from compared("two stages with fpc", call, FILE, name, **found)

    frame = read_reference("mu284.csv")
    design = Design.of(
        frame["weight"],
        psus=frame["id1"],
        fpc=frame["n1"],
        later=[(frame["id2"], frame["n2"])],
    )
    y = frame["y1"].to_numpy(float)
    for case, estimate, names, call in (
        ("y1/total", total(y, design), TOTAL, "svytotal"),
        ("y1/mean", mean(y, design), MEAN, "svymean"),
    ):
        found = parts(estimate, *names)
        yield from compared("mu284, two stages", call, FILE, f"mu284/{case}", **found)


def nhanes() -> Iterator[Comparison]:
    frame = read_reference("nhanes.csv")
    design = Design.of(
        frame["WTMEC2YR"], strata=frame["SDMVSTRA"], psus=frame["SDMVPSU"]
    )
    known = frame["HI_CHOL"].notna().to_numpy()
    high = frame["HI_CHOL"].to_numpy(float)
    race = frame["race"].to_numpy()

    whole = total(high, design, domain=known)
    yield from compared(
        "nhanes", "svytotal", FILE, "nhanes/high/total", **parts(whole, *TOTAL)
    )
    yield from compared(
        "nhanes",
        "svymean",
        FILE,
        "nhanes/high/mean",
        **parts(mean(high, design, domain=known), *MEAN),
    )
    for theirs, method in (("xlogit", "logit"), ("beta", "beta")):
        estimate = share(high == 1, design, base=known, interval=method)
        yield from compared(
            "nhanes interval",
            f'svyciprop(method = "{theirs}")',
            FILE,
            f"nhanes/high/{theirs}",
            **parts(estimate, "low", "high"),
        )
    for code in range(1, 5):
        yield from compared(
            "nhanes domain",
            "svymean(subset)",
            FILE,
            f"nhanes/high/race{code}/mean",
            **parts(mean(high, design, domain=known & (race == code)), *MEAN),
        )

    by_race = joint(
        [
            linear_mean(high, design, domain=known & (race == code))
            for code in range(1, 5)
        ],
        design,
        domain=known,
    )
    cov = by_race.covariance
    yield from compared(
        "covariance of domains",
        "vcov(svyby(covmat = TRUE))",
        FILE,
        "nhanes/covariance",
        c11=cov[0, 0],
        c12=cov[0, 1],
        c14=cov[0, 3],
        c34=cov[2, 3],
    )
    p = by_race.values
    gradient = np.array([1 / p[1], -p[0] / p[1] ** 2, 0, 0])
    for case, estimate in (
        ("race1-race2", difference(by_race, 0, 1)),
        ("mixed", contrast(by_race, [0.5, 0.5, -1, 0])),
        ("relative", contrast(by_race, gradient, value=p[0] / p[1])),
    ):
        yield from compared(
            "contrast of domains",
            "svycontrast(svyby(covmat = TRUE))",
            FILE,
            f"nhanes/{case}",
            **parts(estimate, "value", "se"),
        )


def between_waves() -> Iterator[Comparison]:
    for name in ("clus1", "strat", "clus2"):
        frame = read_reference(f"api_{name}.csv")
        twice = np.tile(np.arange(len(frame)), 2)
        second = np.arange(len(twice)) >= len(frame)
        score = np.concatenate([frame["api99"], frame["api00"]]).astype(float)
        design = Design.of(
            frame["pw"].to_numpy()[twice],
            strata=frame["stype"].to_numpy()[twice] if name == "strat" else None,
            psus=frame["snum" if name == "strat" else "dnum"].to_numpy()[twice],
        )
        waves = joint(
            [linear_mean(score, design, domain=wave) for wave in (~second, second)],
            design,
        )
        yield from compared(
            "change between waves that share PSUs",
            "svycontrast(svyby(stacked, covmat = TRUE))",
            FILE,
            f"waves/{name}",
            **parts(difference(waves, 1, 0), "value", "se"),
        )


def quantiles() -> Iterator[Comparison]:
    designs = {"clus2_fpc": clus2()}
    for name in ("srs", "strat", "clus1"):
        frame = read_reference(f"api_{name}.csv")
        designs[name] = (
            frame,
            Design.of(
                frame["pw"],
                strata=frame["stype"] if name == "strat" else None,
                psus=frame["dnum"] if name == "clus1" else None,
                fpc=frame["fpc"],
            ),
        )
    for name, (frame, design) in designs.items():
        domains = {"": None, "/elementary": (frame["stype"] == "E").to_numpy()}
        if name == "clus2_fpc":
            del domains["/elementary"]
        for suffix, domain in domains.items():
            for p in (0.103, 0.251, 0.503, 0.897):
                estimate = quantile(frame["api00"], p, design, domain=domain)
                yield from compared(
                    "quantile",
                    'svyquantile(qrule = "math", interval.type = "mean")',
                    FILE,
                    f"quantile/{name}{suffix}/q{p:g}",
                    **parts(estimate, "value", "se", "low", "high"),
                )
