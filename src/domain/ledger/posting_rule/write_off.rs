//! 核销: what members were owed and a resolution gave up, or, in red, what they owed. Where it goes is a leg that the resolution chooses.

use super::{BusinessEvent, Leg, MemberPayment};

/// A write-off.
#[derive(Clone, Debug)]
pub struct ClaimsWrittenOff {
    /// By member.
    pub members: MemberPayment,
    /// The leg where it goes.
    pub destination: &'static str,
}

impl BusinessEvent for ClaimsWrittenOff {
    const RULE: &'static str = "write_off";

    fn legs(&self) -> Vec<Leg> {
        self.members.legs_against(self.destination)
    }
}
