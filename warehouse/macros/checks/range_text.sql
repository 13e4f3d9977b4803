-- A computed interval as a sentence writes it; an open end is a dash.
(low, high) AS coalesce(number_text(low), '…') || ' to ' || coalesce(number_text(high), '…')
