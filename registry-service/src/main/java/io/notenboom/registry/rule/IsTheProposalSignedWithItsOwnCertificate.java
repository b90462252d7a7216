// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rule;

/** Seed: the vendor "creates the contract proposal and signs it using the (just issued) contract certificate". */
public final class IsTheProposalSignedWithItsOwnCertificate {

    /** Compares the signing certificate with the one in the proposal. */
    public Verdict answer(String certificateThumbprint, String signerThumbprint) {
        return Verdict.of(
                certificateThumbprint.equals(signerThumbprint),
                getClass(),
                "the proposal is signed with another certificate than the one that it carries");
    }
}
