-- How late planned waves may come, as somebody who knows the city assumes it; empty until typed in.
SELECT weeks::INTEGER AS weeks, chance::DOUBLE AS chance, source::VARCHAR AS source FROM ref_plan_slips
