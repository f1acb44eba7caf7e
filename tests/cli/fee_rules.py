# SPDX-License-Identifier: GPL-3.0-or-later
"""What members are to pay, by fractions, from the words of the domain and nothing that the program does."""

from fractions import Fraction


def to_krone(ore):
    """Half away from zero; fees are not below 0."""
    return (ore + 50) // 100


def is_active(member, year):
    day = f"{year}-01-01"
    return (not member["joined"] or member["joined"] <= day) and (not member["left_on"] or member["left_on"] >= day)


def by_rate(rate, persons):
    per_person = rate["rate"] or 0
    if per_person and persons is None:
        return None
    fee = (rate["base"] or 0) + per_person * (persons or 0)
    if rate["minimum"] is not None:
        fee = max(fee, rate["minimum"])
    if rate["maximum"] is not None:
        fee = min(fee, rate["maximum"])
    return to_krone(fee)


def by_share(rate, members, year):
    """Whole kroner by the largest remainder; None for all where one cannot be worked out."""
    equal = Fraction(rate["equal_share"] or 0, 10000)
    nothing = {member["id"]: None for member in members}
    if rate["total"] is None or not members:
        return nothing
    if equal < 1 and (any(member["persons"][year] is None for member in members)
                      or not sum(member["persons"][year] for member in members)):
        return nothing
    people = sum(member["persons"][year] or 0 for member in members)
    kroner = rate["total"] // 100
    shares = {}
    for member in members:
        share = equal / len(members)
        if equal < 1:
            share += (1 - equal) * Fraction(member["persons"][year], people)
        shares[member["id"]] = kroner * share
    whole = {member: int(share) for member, share in shares.items()}
    left = kroner - sum(whole.values())
    order = sorted(members, key=lambda member: (whole[member["id"]] - shares[member["id"]], member["number"], member["name"]))
    for member in order[:left]:
        whole[member["id"]] += 1
    return whole


def work_out(members, rates, year):
    """Kroner of each active member of a kind that has a rate; None for what cannot be worked out."""
    fees = {}
    for kind in sorted(rates, key=lambda kind: rates[kind]["model"] == "matching"):
        rate, active = rates[kind], [member for member in members if member["kind"] == kind and is_active(member, year)]
        if rate["model"] == "rate":
            fees.update({member["id"]: by_rate(rate, member["persons"][year]) for member in active})
        elif rate["model"] == "total":
            fees.update(by_share(rate, active, year))
        else:
            for county in active:
                within = [fees.get(member["id"]) for member in members
                          if member["kind"] == "municipality" and is_active(member, year) and len(county["number"]) == 2
                          and member["number"].startswith(county["number"])]
                fees[county["id"]] = sum(within) if within and None not in within else None
    return fees
