-- Letters and services.
SELECT service, label_id, label_en, can_be_digital, is_sensitive FROM ref_services
