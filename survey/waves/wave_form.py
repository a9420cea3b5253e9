"""A wave as a page writes it down, and as it is stored."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from wtforms import (  # type: ignore[attr-defined]
    BooleanField,
    DateField,
    DecimalField,
    HiddenField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import (
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)
from wtforms.widgets import CheckboxInput, ListWidget

from survey import clock
from survey.agencies.models import Unit, UnitKind
from survey.agencies.service import exists, find_unit, list_units
from survey.forms import FlaskForm, tidy
from survey.i18n import gettext as _
from survey.i18n import language
from survey.i18n import lazy_gettext as _l
from survey.instruments.models import InstrumentVersion
from survey.instruments.service import get_instrument
from survey.languages import KNOWN
from survey.waves.codes import units_of_codes
from survey.waves.errors import UnitsNotThere
from survey.waves.groups import line_of_group, read_groups
from survey.waves.models import WaveKind
from survey.waves.rhythms import Rhythm, cut, line_of
from survey.waves.service import NewWave, Target
from survey.waves.targets import TARGETS

LINE, TEXT = 200, 1_000
ROWS = {"rows": 4}
PLACES = range(2)  # how many targets a page has room for


RHYTHMS = [
    SelectChoice(Rhythm.MONTH.value, _l("each calendar month")),
    SelectChoice(Rhythm.FIFTEENTH.value, _l("from the 15th to the 14th")),
    SelectChoice(Rhythm.QUARTER.value, _l("each quarter")),
    SelectChoice(Rhythm.WHOLE.value, _l("the whole wave at once")),
    SelectChoice(Rhythm.CUSTOM.value, _l("as written below")),
]


def _needed(words: Any, longest: int = LINE) -> list[Any]:
    return [InputRequired(words), _short(longest)]


def _short(longest: int) -> Length:
    return Length(max=longest, message=_l("This is too long."))


class WaveForm(FlaskForm):
    """All that is fixed about a wave before it opens."""

    revision = HiddenField()
    name = StringField(_l("Name in Vietnamese"), _needed(_l("Write a name.")))
    name_en = StringField(_l("Name in English"), _needed(_l("Write a name.")))
    slug = StringField(
        _l("Short name in addresses"), _needed(_l("Write a short name."), 60)
    )
    instrument = SelectField(_l("Questionnaire"), coerce=int)
    languages = SelectMultipleField(
        _l("Languages"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    population = TextAreaField(
        _l("Whom it speaks of, in Vietnamese"), _needed(_l("Say whom it asks."), TEXT)
    )
    population_en = TextAreaField(
        _l("Whom it speaks of, in English"), _needed(_l("Say whom it asks."), TEXT)
    )
    opens_on = DateField(_l("First day"), [InputRequired(_l("Choose the first day."))])
    closes_on = DateField(_l("Last day"), [InputRequired(_l("Choose the last day."))])
    rhythm = SelectField(_l("Periods"), choices=RHYTHMS)
    stretches = TextAreaField(_l("Periods of your own"), [Optional(), _short(4_000)])
    communes_of = SelectField(_l("All communes of"), validators=[Optional()])
    units = TextAreaField(_l("Codes of further units"), [Optional(), _short(60_000)])

    groups = TextAreaField(_l("Groups of small units"), [Optional(), _short(20_000)])

    def offer(self, versions: Iterable[InstrumentVersion]) -> None:
        """Fill what can be chosen."""
        self.instrument.choices = [
            SelectChoice(one.id, _title_of(one)) for one in versions
        ]
        provinces = list_units(UnitKind.PROVINCE)
        self.communes_of.choices = [
            SelectChoice("", "–"),
            *(SelectChoice(unit.code, unit.name) for unit in provinces),
        ]
        self.languages.choices = [
            SelectChoice(one.code, one.name) for one in KNOWN.values()
        ]

    def show(self, new: NewWave) -> None:
        """Fill the fields from a wave."""
        for name in ("name", "name_en", "slug", "population", "population_en"):
            self[name].data = getattr(new, name)
        self.opens_on.data, self.closes_on.data = new.opens_on, new.closes_on
        self.instrument.data = new.instrument_version.id
        self.languages.data = new.languages.split(",")
        self.rhythm.data = Rhythm.CUSTOM.value
        self.stretches.data = "\n".join(map(line_of, new.periods))
        self.communes_of.data = ""
        self.units.data = "\n".join(unit.code for unit in new.units)
        self.groups.data = "\n".join(map(line_of_group, new.groups))
        for place, target in zip(PLACES, new.targets, strict=False):
            self._show_target(place, target)

    def show_usual(self) -> None:
        """Fill in what most waves have in common."""
        self.languages.data = ["vi", "en"]
        self.rhythm.data = Rhythm.MONTH.value
        for place, target in zip(PLACES, TARGETS, strict=True):
            self._show_target(place, target)

    def _show_target(self, place: int, target: Target) -> None:
        self[f"target{place}"].data = round(target.value * 100, 4)
        self[f"legal{place}"].data = target.legal_text
        self[f"legal_en{place}"].data = target.legal_text_en
        self[f"reference{place}"].data = target.only_reference

    def new_wave(self, versions: Sequence[InstrumentVersion]) -> NewWave:
        """Return what was written down.

        Raises
        ------
        StretchesNotReadable, UnitsUnknown, UnitsNotThere, GroupNotReadable
            With what cannot be read.
        """
        first, last = self._days()
        return NewWave(
            slug=(self.slug.data or "").strip(),
            name=tidy(self.name.data),
            name_en=tidy(self.name_en.data),
            kind=WaveKind.COUNTER,
            instrument_version=next(
                one for one in versions if one.id == self.instrument.data
            ),
            population=tidy(self.population.data),
            population_en=tidy(self.population_en.data),
            opens_on=first,
            closes_on=last,
            units=self._chosen_units(first),
            periods=cut(
                Rhythm(self.rhythm.data), first, last, self.stretches.data or ""
            ),
            targets=list(self._targets()),
            languages=",".join(self.languages.data or ["vi"]),
            groups=read_groups(self.groups.data or ""),
        )

    def validate_closes_on(self, field: DateField) -> None:
        """Refuse a last day before the first."""
        first = self.opens_on.data
        if first and field.data and field.data < first:
            raise ValidationError(_("The last day lies before the first."))

    def _days(self) -> tuple[date, date]:
        today = clock.today()
        return self.opens_on.data or today, self.closes_on.data or today

    def _chosen_units(self, first: date) -> list[Unit]:
        units = units_of_codes(self.units.data or "")
        gone = [unit.name for unit in units if not exists(unit, first)]
        if gone:
            raise UnitsNotThere(gone)
        if self.communes_of.data:
            parent = find_unit(self.communes_of.data)
            units += list_units(UnitKind.COMMUNE, parent=parent, on=first)
        return list(dict.fromkeys(units))  # a commune may be named twice

    def _targets(self) -> Iterable[Target]:
        for place in PLACES:
            value = self[f"target{place}"].data
            if value:
                yield Target(
                    value=float(value) / 100,
                    legal_text=tidy(self[f"legal{place}"].data),
                    legal_text_en=tidy(self[f"legal_en{place}"].data),
                    only_reference=self[f"reference{place}"].data,
                )


for _place in PLACES:
    setattr(
        WaveForm,
        f"target{_place}",
        DecimalField(
            _l("Target in per cent"),
            [
                Optional(),
                NumberRange(1, 99, _l("A target lies between 1 and 99 per cent.")),
            ],
            places=None,
        ),
    )
    setattr(
        WaveForm,
        f"legal{_place}",
        TextAreaField(
            _l("What sets it, in Vietnamese"),
            [Optional(), _short(TEXT)],
            render_kw=ROWS,
        ),
    )
    setattr(
        WaveForm,
        f"legal_en{_place}",
        TextAreaField(
            _l("What sets it, in English"),
            [Optional(), _short(TEXT)],
            render_kw=ROWS,
        ),
    )
    setattr(
        WaveForm,
        f"reference{_place}",
        BooleanField(_l("Speaks of another measure: draw it dotted, for reference")),
    )


def _title_of(version: InstrumentVersion) -> str:
    title = get_instrument(version.id).title
    spoken = title.get(language()) or next(iter(title.values()))
    return f"{spoken} ({version.instrument} {version.version})"
