-- Letters and services, with the service time where one is set.
SELECT service, label_id, label_en, can_be_digital, is_sensitive, sla.days::DOUBLE AS sla_days
FROM ref_services LEFT JOIN ref_sla AS sla USING (service)
