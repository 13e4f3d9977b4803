-- Full-width digits, points and commas as the half-width ones that numbers are computed from.
(quote) AS translate(quote, '０１２３４５６７８９．，', '0123456789.,')
