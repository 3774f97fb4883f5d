"""The 爱心商店 (docs/shop.md).

shelves, redeeming, reserving   what there is, what somebody wants, points and a piece set aside together
redemptions, pickup             the order's card and end; the code shown, scanned or typed
shopkeeping, stocktaking        the day, the shelves, what comes and what it costs
"""
