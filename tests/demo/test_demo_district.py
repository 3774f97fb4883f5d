"""The file says what a demo needs: somebody in every role, somebody for every place, nothing that dangles."""

import re
from collections import Counter

import phonenumbers

from bot.config import Settings
from bot.demo.district import DemoDistrict, posters, sandbox_people
from bot.domain.people import Role, UnitKind
from bot.domain.responsibilities import LONGEST_AREA, LONGEST_WORDS
from bot.services.directory import Directory

SIZE = {
    UnitKind.DISTRICT: 1,
    UnitKind.STREET: 2,
    UnitKind.COMMUNITY: 4,
    UnitKind.COMPOUND: 8,
    UnitKind.GRID: 2,
    UnitKind.SHOP: 1,
}

PARENT = {
    UnitKind.STREET: UnitKind.DISTRICT,
    UnitKind.COMMUNITY: UnitKind.STREET,
    UnitKind.GRID: UnitKind.STREET,
    UnitKind.COMPOUND: UnitKind.COMMUNITY,
    UnitKind.BUILDING: UnitKind.COMPOUND,
    UnitKind.DEPARTMENT: UnitKind.DISTRICT,
    UnitKind.SHOP: UnitKind.COMMUNITY,
}

PLACE_OF = {
    Role.VOLUNTEER: UnitKind.COMPOUND,
    Role.BUILDING_LEAD: UnitKind.BUILDING,
    Role.GRID_WORKER: UnitKind.COMPOUND,
    Role.SECRETARY: UnitKind.COMPOUND,
    Role.PROPERTY_STAFF: UnitKind.COMPOUND,
    Role.COMMUNITY_STAFF: UnitKind.COMMUNITY,
    Role.STREET_DISPATCHER: UnitKind.STREET,
    Role.DISTRICT_DISPATCHER: UnitKind.DISTRICT,
    Role.DEPARTMENT_STAFF: UnitKind.DEPARTMENT,
    Role.SHOPKEEPER: UnitKind.SHOP,
    Role.ADMIN: UnitKind.DISTRICT,
}


def holders(district: DemoDistrict, role: Role) -> Counter[str]:
    """How many people hold `role` in each unit."""
    return Counter(post.unit_id for person in district.people for post in person.posts if post.role is role)


def test_is_of_the_size_promised(district: DemoDistrict) -> None:
    assert {kind: len(district.of_kind(kind)) for kind in SIZE} == SIZE
    for compound in district.of_kind(UnitKind.COMPOUND):
        assert 3 <= len(district.under(compound.id)) <= 6, compound.name


def test_every_unit_stands_under_the_kind_it_belongs_to_and_after_it(district: DemoDistrict) -> None:
    kinds: dict[str | None, UnitKind] = {}
    for unit in district.units:
        assert kinds.get(unit.parent_id) is PARENT.get(unit.kind), unit.id
        assert unit.id not in kinds
        kinds[unit.id] = unit.kind


def test_unit_ids_fit_behind_a_button(district: DemoDistrict) -> None:
    assert all(re.fullmatch(r"[a-z0-9-]{2,20}", unit.id) for unit in district.units)


def test_codes_cannot_be_guessed_and_lead_to_one_unit(district: DemoDistrict) -> None:
    prefix = {UnitKind.COMPOUND: "c_", UnitKind.BUILDING: "b_"}
    for unit in district.units:
        assert re.fullmatch(prefix.get(unit.kind, "u_") + r"[A-Za-z0-9_-]{16,30}", unit.code), unit.id
    directory = Directory(district.units)
    assert all(directory.by_code(unit.code) == unit for unit in district.units)


def test_departments_are_those_of_the_packaged_configuration(district: DemoDistrict, settings: Settings) -> None:
    assert [(unit.id, unit.name) for unit in district.of_kind(UnitKind.DEPARTMENT)] == [
        (department.code, department.name) for department in settings.departments
    ]


def test_there_are_two_people_in_every_role_and_four_residents(district: DemoDistrict) -> None:
    count = Counter(person.role for person in district.people)
    assert count == {role: 4 if role is Role.RESIDENT else 2 for role in Role}
    assert len({person.id for person in district.people}) == len(district.people)


def test_posts_and_homes_are_in_units_of_the_right_kind(district: DemoDistrict) -> None:
    for person in district.people:
        for post in person.posts:
            assert district.unit(post.unit_id).kind is PLACE_OF[post.role], person.name
        assert person.home_id is None or district.unit(person.home_id).kind is UnitKind.COMPOUND


def test_every_rung_above_every_compound_is_manned(district: DemoDistrict) -> None:
    secretaries = holders(district, Role.SECRETARY)
    aunt = district.people[0]
    for compound in district.of_kind(UnitKind.COMPOUND):
        assert secretaries[compound.id] == (2 if compound.id == aunt.home_id else 1), compound.name
    for role in (Role.COMMUNITY_STAFF, Role.STREET_DISPATCHER, Role.DISTRICT_DISPATCHER, Role.DEPARTMENT_STAFF):
        places = {unit.id for unit in district.of_kind(PLACE_OF[role])}
        assert holders(district, role).keys() == places, role


def test_residents_stand_at_different_points_of_the_way_in(district: DemoDistrict) -> None:
    residents = [person for person in district.people if person.role is Role.RESIDENT]
    assert residents[0].name == "王阿姨"
    assert [(person.home_id is not None, person.new) for person in residents] == [
        (True, False),
        (True, False),
        (False, False),
        (False, True),
    ]


def test_compounds_are_found_by_name_pinyin_initials_and_pin(district: DemoDistrict) -> None:
    directory = Directory(district.units)
    for compound in district.of_kind(UnitKind.COMPOUND):
        assert compound.latitude is not None
        assert compound.longitude is not None
        assert directory.around(compound.latitude, compound.longitude)[0] == compound
        assert directory.named(compound.name) == compound
        assert directory.search(compound.name)[0] == compound
        assert directory.search(compound.name[:2])[0] == compound
    for typed, meant in (("cuihuyuan", "翠湖苑"), ("chy", "翠湖苑"), ("zaoxiang", "枣香里"), ("mlxc", "麦浪新村")):
        assert directory.search(typed)[0].name == meant, typed
    assert directory.search("翠胡园")[0].name == "翠湖苑"


def test_a_compound_lies_in_a_grid_and_is_found_by_its_estates(district: DemoDistrict) -> None:
    directory = Directory(district.units)
    for compound in district.of_kind(UnitKind.COMPOUND):
        assert district.unit(compound.grid_id or "").kind is UnitKind.GRID
    assert (found := directory.named("铁路宿舍3号楼")) and found.name == "松雪家园"
    assert {unit.name for unit in directory.search("二建家属院")} == {"麦浪新村", "松雪家园"}
    assert directory.named("二建家属院") is None
    for unit in district.units:
        shown = (*directory.children(unit.id), *directory.inside(unit.id), *directory.listed(unit.id))
        assert UnitKind.GRID not in {one.kind for one in shown}


def test_every_branch_publishes_all_of_its_own_and_so_do_the_units_above(district: DemoDistrict) -> None:
    published = {(entry.unit_id, entry.role) for entry in district.published}
    assert len(published) == len(district.published) - 1  # 翠湖苑 has two secretaries
    for compound in district.of_kind(UnitKind.COMPOUND):
        for role in (Role.SECRETARY, Role.GRID_WORKER, Role.PROPERTY_STAFF):
            assert (compound.id, role) in published, compound.name
    for role in (Role.BUILDING_LEAD, Role.COMMUNITY_STAFF, Role.STREET_DISPATCHER, Role.DISTRICT_DISPATCHER):
        places = {unit.id for unit in district.of_kind(PLACE_OF[role])}
        assert {unit_id for unit_id, held in published if held is role} == places, role


def test_what_posts_answer_for_is_somebodys_and_as_short_as_an_office_may_write_it(district: DemoDistrict) -> None:
    listed = district.responsibilities
    assert len({one.code for one in listed}) == len(listed) == 8
    assert len({one.area for one in listed}) == 3
    for one in listed:
        assert len(one.area) <= LONGEST_AREA and len(one.words) <= LONGEST_WORDS
        assert holders(district, one.role)
        assert one.unit_id is None or district.unit(one.unit_id).kind is UnitKind.DEPARTMENT


def test_no_published_number_can_ring(district: DemoDistrict) -> None:
    """The area does not exist: whoever taps a number of the demo disturbs nobody. One number, one person."""
    owners: dict[str, str] = {}
    for entry in district.published:
        assert re.fullmatch(r"0360-5550\d{3}", entry.phone)
        assert not phonenumbers.is_valid_number(phonenumbers.parse(entry.phone, "CN"))
        assert owners.setdefault(entry.phone, entry.name) == entry.name


def test_the_building_of_a_home_stands_in_its_compound(district: DemoDistrict) -> None:
    for person in district.people:
        buildings = {unit.name for unit in district.under(person.home_id or "")}
        assert not person.building or person.building in buildings, person.name
    assert district.people[0].building == "3号楼"


def test_tickets_are_told_and_accepted_by_people_who_could(district: DemoDistrict, settings: Settings) -> None:
    people = {person.id: person for person in district.people}
    categories = {category.name for category in settings.categories}
    for ticket in district.tickets:
        assert not people[ticket.reporter].new
        assert district.unit(ticket.compound_id).kind is UnitKind.COMPOUND
        assert ticket.category in categories
        assert ticket.days_ago >= 1  # whatever the time of day at which the demo is filled, it lies in the past
        assert all(word in ticket.words for word in ticket.because), ticket.words
        if ticket.accepted:
            posts = people[ticket.accepted.by].posts
            assert ticket.compound_id in {post.unit_id for post in posts if post.role is Role.SECRETARY}


def test_goods_lie_in_shops_and_somebody_can_pay_for_them(district: DemoDistrict, settings: Settings) -> None:
    people = {person.id for person in district.people if not person.new}
    assert {district.unit(one.shop_id).kind for one in district.goods} == {UnitKind.SHOP}
    assert {told.by for told in district.earned} <= people
    most = max(settings.matter(told.matter).extra * told.times for told in district.earned)
    assert all(1 <= settings.matter(told.matter).extra * told.times <= 60 for told in district.earned)
    assert min(one.price for one in district.goods) <= most
    assert any(one.stock <= settings.shop.low for one in district.goods)


def test_people_and_posters_are_in_the_sandboxs_shape(district: DemoDistrict) -> None:
    people, hung = sandbox_people(district), posters(district)
    assert people[0] == {"id": 1001, "first_name": "王阿姨", "note": "居民 · 翠湖苑"}
    assert [person["id"] for person in people] == [person.id for person in district.people]
    compounds = {unit.code for unit in district.of_kind(UnitKind.COMPOUND)}
    assert compounds <= {poster["payload"] for poster in hung}
    assert {"label": "翠湖苑 3号楼", "payload": district.unit("cuihuyuan-3").code} in hung
