-- A computed number as a sentence writes it: without the zeros at its end.
(number) AS regexp_replace(regexp_replace(CAST(CAST(number AS DECIMAL(38, 4)) AS VARCHAR), '0+$', ''), '\.$', '')
