//! Which command mends what was refused: the words of a refusal speak to whoever stands before a page as well, so the command line names its own beside them.

/// The commands or options that help with a refusal, by its name; none where its words say it all.
pub(super) fn remedy(code: &str) -> Option<&'static str> {
    REMEDIES.iter().find(|(known, _)| *known == code).map(|(_, commands)| *commands)
}

/// By name of the refusal; several commands stand one beside the other.
const REMEDIES: &[(&str, &str)] = &[
    ("account_is_parent", "tonggu ledger book --account"),
    ("account_not_cash", "tonggu ledger detail --account"),
    ("account_unknown", "tonggu ledger accounts, tonggu ledger add-account"),
    ("answer_changed", "tonggu import undo"),
    ("attachment_missing", "tonggu voucher attach"),
    ("bank_statement_missing", "tonggu import --account"),
    ("batch_not_sent", "tonggu payment sent"),
    ("batch_unknown", "tonggu import list"),
    ("book_unknown", "tonggu ledger list, tonggu ledger open"),
    ("cut_off_before_earlier", "tonggu distribute --cut-off"),
    ("earlier_run_missing", "tonggu distribution compare --with"),
    ("election_unknown", "tonggu election list"),
    ("encoding_unfit", "tonggu import --encoding"),
    ("first_user_no_administrator", "tonggu user add --post"),
    ("followed_run_unknown", "tonggu distribution list"),
    ("heading_ambiguous", "tonggu import --map"),
    ("heading_row_unfit", "tonggu import --heading-row"),
    ("heading_unknown", "tonggu import --map"),
    ("holding_date_missing", "tonggu import --as-of, tonggu import --map"),
    ("motion_unknown", "tonggu motion list"),
    ("not_published", "tonggu motion publish"),
    ("nothing_held", "tonggu hold list"),
    ("nothing_voided", "tonggu motion list"),
    ("password_not_set", "tonggu user password"),
    ("payment_batch_unknown", "tonggu payment batches"),
    ("period_closed", "tonggu voucher add --corrects"),
    ("person_has_user", "tonggu user posts, tonggu user close"),
    ("range_unfit", "tonggu ledger trial-balance --from, tonggu ledger trial-balance --to"),
    ("record_unknown", "tonggu supervision list"),
    ("run_booked", "tonggu voucher discard, tonggu voucher reverse"),
    ("run_effective_already", "tonggu distribute --correct, tonggu distribute --arrears"),
    ("run_not_effective", "tonggu motion propose --run"),
    ("run_under_procedure", "tonggu distribute --void-motion"),
    ("sheet_not_recognised", "tonggu import --kind, tonggu import --heading-row, tonggu import --map"),
    ("source_booked_twice", "tonggu voucher reverse, tonggu voucher discard"),
    ("statement_sides_turned", "tonggu import --map"),
    ("user_unknown", "tonggu user list"),
    ("voucher_in_several_books", "tonggu voucher show --book"),
    ("voucher_unknown", "tonggu voucher list"),
    ("year_not_closed", "tonggu ledger close"),
    ("year_without_books", "tonggu ledger list"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::arguments::Arguments;
    use crate::domain::access::refusal::AccessRefusal;
    use crate::domain::distribution::refusal::DistributionRefusal;
    use crate::domain::governance::refusal::GovernanceRefusal;
    use crate::domain::ledger::reconciliation_refusal::ReconciliationRefusal;
    use crate::domain::ledger::refusal::LedgerRefusal;
    use crate::domain::payment::refusal::PaymentRefusal;
    use crate::domain::refusal::CooperativeRefusal;
    use crate::domain::sheet::SheetRefusal;
    use clap::CommandFactory;
    use strum::VariantNames;

    #[test]
    fn every_remedy_is_a_command_that_there_is_for_a_refusal_that_there_is() {
        let refusals = [
            AccessRefusal::VARIANTS,
            CooperativeRefusal::VARIANTS,
            DistributionRefusal::VARIANTS,
            GovernanceRefusal::VARIANTS,
            LedgerRefusal::VARIANTS,
            PaymentRefusal::VARIANTS,
            ReconciliationRefusal::VARIANTS,
            SheetRefusal::VARIANTS,
        ]
        .concat();
        for (code, commands) in REMEDIES {
            assert!(refusals.contains(code), "{code} is no refusal");
            for command in commands.split(", ") {
                let mut found = Arguments::command();
                for word in command.split(' ').skip(1) {
                    match word.strip_prefix("--") {
                        Some(option) => {
                            assert!(found.get_arguments().any(|one| one.get_long() == Some(option)), "{command}");
                        }
                        None => found = found.find_subcommand(word).cloned().unwrap_or_else(|| panic!("{command}")),
                    }
                }
            }
        }
    }
}
