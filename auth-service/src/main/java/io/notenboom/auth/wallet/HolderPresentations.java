// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.wallet;

import com.fasterxml.jackson.databind.node.TextNode;
import io.notenboom.auth.signature.SignatureKind;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.OwnSigners;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.auth.wallet.PresentationOutcome.Made;
import io.notenboom.auth.wallet.PresentationOutcome.Refused;
import io.notenboom.trust.credential.CredentialFormat;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.jsonld.JsonLdException;
import io.notenboom.trust.presentation.PresentationMaker;
import io.notenboom.trust.presentation.PresentationTerms;
import io.notenboom.trust.presentation.UnverifiedPresentation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Makes presentations of given credentials in the name of own DIDs. */
public final class HolderPresentations {

    private final Subjects subjects;
    private final OwnSigners signers;
    private final InstantSource clock;

    /** Signs for these subjects. */
    public HolderPresentations(Subjects subjects, OwnSigners signers, InstantSource clock) {
        this.subjects = subjects;
        this.signers = signers;
        this.clock = clock;
    }

    /**
     * Makes a presentation. The signer has to be whom all credentials are about: nobody would accept another one. Whether the
     * credentials are good is for the verifier to find out.
     *
     * @param signer own DID
     * @param format JWT_VC for a JWT, LDP_VC for JSON
     */
    public PresentationOutcome make(
            Did signer, CredentialFormat format, List<UnverifiedCredential> credentials, PresentationTerms terms) {
        Optional<OwnDid> own = subjects.activeDid(signer);
        Instant now = clock.instant();
        Instant expiresAt = terms.expiresAt();
        if (own.isEmpty()) {
            return new Refused("signerDID must be an active DID of this node");
        }
        if (credentials.isEmpty() || credentials.size() > UnverifiedPresentation.MAX_CREDENTIALS) {
            return new Refused("verifiableCredentials must be 1 to " + UnverifiedPresentation.MAX_CREDENTIALS);
        }
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            return new Refused("expires must be in the future");
        }
        for (UnverifiedCredential credential : credentials) {
            if (credential.content().subjectId().filter(signer::equals).isEmpty()) {
                return new Refused("every credential must be about signerDID: nobody would accept the presentation");
            }
        }
        PresentationMaker maker = new PresentationMaker(
                own.get().signingKeyId(), signers.signer(own.get(), SignatureKind.PRESENTATION, expiresAt));
        return switch (format) {
            case JWT_VC ->
                new Made(TextNode.valueOf(maker.jwt(terms, credentials, now).serialized()));
            case LDP_VC -> linkedData(maker, terms, credentials, now);
        };
    }

    private static PresentationOutcome linkedData(
            PresentationMaker maker, PresentationTerms terms, List<UnverifiedCredential> credentials, Instant now) {
        if (credentials.stream().anyMatch(credential -> credential.format() == CredentialFormat.JWT_VC)) {
            return new Refused("a presentation as JSON-LD cannot hold JWT credentials, which its proof would not cover:"
                    + " ask for format jwt_vp");
        }
        try {
            return new Made(maker.linkedData(terms, credentials, now));
        } catch (JsonLdException undefined) {
            return new Refused(undefined.reason().description());
        }
    }
}
