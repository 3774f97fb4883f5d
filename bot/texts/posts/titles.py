"""What somebody is, in words."""

from bot.domain.people import Role

# What somebody is, in words.
TITLES: dict[Role, str] = {
    Role.RESIDENT: "居民",
    Role.VOLUNTEER: "志愿者",
    Role.BUILDING_LEAD: "楼栋长",
    Role.GRID_WORKER: "网格员",
    Role.SECRETARY: "小区党支部书记",
    Role.PROPERTY_STAFF: "物业",
    Role.COMMUNITY_STAFF: "社区工作人员",
    Role.STREET_DISPATCHER: "街道调度员",
    Role.DISTRICT_DISPATCHER: "区调度员",
    Role.DEPARTMENT_STAFF: "部门工作人员",
    Role.SHOPKEEPER: "店主",
    Role.ADMIN: "管理员",
}


def title(role: Role, unit: str) -> str:
    """「翠湖苑 小区党支部书记」."""
    return f"{unit} {TITLES[Role(role)]}"
