-- What one service costs through a channel, from a day on; empty until somebody has typed it in.
SELECT
    coalesce(service, 'semua')::VARCHAR AS service, channel::VARCHAR AS channel, valid_from::DATE AS valid_from,
    rupiah::DOUBLE AS rupiah, minutes::DOUBLE AS minutes, source::VARCHAR AS source
FROM ref_biaya
