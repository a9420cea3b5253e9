"""An office of three, from the first sign-in to what everybody reads.

Everything a person does is done in a real browser; the nights and the worker are
run as the platform's own clock would.
"""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from pyotp import TOTP

from survey import clock
from survey.accounts import service as accounts
from survey.accounts.models import Role
from survey.agencies.models import UnitKind
from survey.database import session, transaction
from survey.evidence import checking
from survey.evidence import jobs as evidence
from survey.jobs.worker import Worker
from survey.release import jobs as release
from survey.waves.service import find_wave
from tests.factories import make_instrument, make_unit
from tests.journeys.conftest import served
from tests.survey.responses.factories import send

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PASSWORD = "chín con trâu lội qua suối"
WRITTEN = "%d/%m/%Y"


@pytest.fixture
def office(installation):
    """A platform with one commune, and the first administrator's link."""
    province = make_unit(code="12", name="Tỉnh Minh hoạ", kind=UnitKind.PROVINCE)
    make_unit(code="03433", name="Xã Minh hoạ", parent_id=province.id)
    make_instrument("quick_counter")
    with transaction():
        boss = accounts.create_account(
            "quantri", "Nguyễn Văn Quản", [Role.ADMINISTRATOR], by="test"
        )
        link = accounts.link_address(accounts.issue_link(boss, by="test"))
    with served(installation) as address:
        yield address, f"{address}/{link.split('/', 3)[3]}"


class Person:
    """Somebody at a computer of their own."""

    def __init__(self, chromium: Browser, address: str) -> None:
        self.address = address
        self.context = chromium.new_context(viewport={"width": 1280, "height": 800})
        self.page: Page = self.context.new_page()

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)

    def press(self, name: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name).click()

    def send(self) -> None:
        """Press the one button of the page's form."""
        with self.page.expect_navigation():
            self.page.locator("main form button").click()

    def fill(self, **fields: str) -> None:
        for name, value in fields.items():
            self.page.fill(f"#{name}", value)

    def come_by(self, link: str) -> None:
        self.page.goto(link)
        self.page.locator("main form button").click()
        self.page.wait_for_url("**/second-factor/new*")

    def use_an_app(self) -> None:
        secret = "".join(self.page.locator(".factor-secret span").all_inner_texts())
        self.fill(code=TOTP(secret).now())
        self.press("Dùng ứng dụng này")

    def use_a_sheet(self) -> None:
        self.press("Hiện tờ mã của tôi")
        first = self.page.locator(".code-sheet__codes b").first.inner_text()
        self.follow("Đã in xong: tiếp tục")
        self.fill(code=first)
        self.press("Đăng nhập")

    def choose_a_password(self) -> None:
        self.fill(password=PASSWORD, again=PASSWORD)
        self.press("Lưu mật khẩu")

    def says(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)


def invite(
    boss: Person, username: str, name: str, position: str = "", unit: str = ""
) -> str:
    """Make an account in one position of the office, or a viewer of a unit.

    Returns its link.
    """
    boss.open(f"/staff/accounts/new?position={position}")
    boss.fill(username=username, name=name, unit=unit, own_password=PASSWORD)
    if not position:
        boss.page.check("#viewer")
    boss.press("Thêm tài khoản")
    boss.follow("Cấp liên kết đăng nhập")
    boss.fill(own_password=PASSWORD)
    boss.send()
    told = boss.page.locator("main").inner_text()
    return boss.address + re.search(r"/staff/link/[\w-]+", told)[0]


def write_a_wave_down(designer: Person) -> None:
    """Two periods: one that ended yesterday, one that begins today."""
    today = clock.today()
    yesterday, later = today - timedelta(days=1), today + timedelta(days=30)
    designer.open("/staff/waves/new")
    designer.fill(
        name="Đánh giá thử nghiệm",
        name_en="Trial ratings",
        slug="thu-nghiem",
        population="Người dân đã giải quyết thủ tục",
        population_en="People whose dossier was handled",
        opens_on=yesterday.isoformat(),
        closes_on=later.isoformat(),
        units="03433",
        stretches=f"{yesterday:{WRITTEN}} {yesterday:{WRITTEN}}\n"
        f"{today:{WRITTEN}} {later:{WRITTEN}}",
    )
    designer.page.select_option("#rhythm", "custom")
    designer.press("Lưu dự thảo")
    designer.page.check("#confirmed")
    designer.press("Mở đợt")
    designer.says("đang mở")


def answers_arrive_and_the_night_falls(installation) -> None:
    wave = find_wave("thu-nghiem")
    yesterday = clock.today() - timedelta(days=1)
    with clock.at(yesterday):
        for code in (5, 5, 5, 5, 5, 5, 4, 4, 4, 4, 3, 2):
            send(wave, answers={"overall": code}, day=yesterday)
    release.nightly(clock.today())
    evidence.sign(clock.today())
    session().expire_all()
    assert checking.find_faults() == []


def test_an_office_of_three_from_the_first_link_to_the_public_page(
    chromium, office, installation
):
    address, link = office
    boss, designer, approver = (Person(chromium, address) for _ in range(3))
    boss.come_by(link)
    boss.use_an_app()
    boss.choose_a_password()

    designer.come_by(invite(boss, "lan", "Lò Thị Lan", "3-2"))
    designer.use_an_app()
    designer.choose_a_password()
    approver.come_by(invite(boss, "vang.my", "Vàng Thị Mỷ", "3-3"))
    approver.use_a_sheet()
    approver.choose_a_password()

    write_a_wave_down(designer)
    answers_arrive_and_the_night_falls(installation)

    designer.open("/staff/publications/")
    designer.press("Soạn công bố")
    Worker(installation).run_job()
    designer.open("/staff/publications/")
    designer.follow("Xem dự thảo")
    designer.says("Xã Minh hoạ")
    draft = designer.page.url
    designer.follow("Trình phê duyệt")
    designer.fill(note="Đã đối chiếu với sổ theo dõi.")
    designer.press("Trình phê duyệt")
    designer.page.goto(f"{draft}/approve")
    designer.says("Ông/Bà chưa được cấp quyền xem trang này")

    approver.page.goto(f"{draft}/approve")
    approver.page.check("#confirmed")
    approver.send()
    approver.says("Đã công bố kết quả")

    agency = Person(chromium, address)
    agency.come_by(invite(boss, "thao", "Lò Thị Thảo", unit="03433"))
    agency.use_a_sheet()
    agency.choose_a_password()
    agency.open("/staff/results/")
    agency.follow("Xã Minh hoạ")
    agency.says("10–19 phiếu")

    reader = Person(chromium, address)
    reader.open("/results/thu-nghiem/1/03433")
    reader.says("10–19 phiếu")
    reader.open("/evidence/")
    expect(reader.page.locator(".digest").first).to_be_visible()
    for person in (boss, designer, approver, agency, reader):
        person.context.close()
