// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.rotation;

import io.notenboom.auth.issuer.CredentialRevocation;
import io.notenboom.auth.issuer.IssuedCredential;
import io.notenboom.auth.issuer.IssuedStore;
import io.notenboom.auth.issuer.SignedCredentials;
import io.notenboom.auth.issuer.SigningMethod;
import io.notenboom.auth.signature.SignatureMarks;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.rotation.LiveSignatures;
import java.time.Instant;
import java.util.function.Predicate;

/** The index from kid to live signatures: credentials by the issuer's records, exactly; all else by marks, never too early. */
public final class SignedByKeys {

    private final SignatureMarks marks;
    private final IssuedStore issued;
    private final CredentialRevocation revocation;

    /** Reads these. */
    public SignedByKeys(SignatureMarks marks, IssuedStore issued, CredentialRevocation revocation) {
        this.marks = marks;
        this.issued = issued;
        this.revocation = revocation;
    }

    /** What a key signed that somebody may still have to verify. */
    public LiveSignatures of(DidUrl method, Instant now) {
        SignedCredentials credentials = issued.signedBy(method, now);
        return new LiveSignatures(credentials.count(), credentials.until(), marks.of(method)).at(now);
    }

    /**
     * Goes through all records of an issuer, as a last look before a key leaves. What the index lacks is put into it, so
     * that it is found there from then on. It costs a reading of all that the DID issued.
     *
     * @return whether there is no credential of this key that counts
     */
    boolean isConfirmed(DidUrl method, Instant now) {
        Predicate<UnverifiedCredential> revoked = revocation.revokedBy(method.did());
        boolean none = true;
        for (IssuedCredential credential : issued.issuedBy(method.did())) {
            UnverifiedCredential text = credential.credential();
            boolean ofKey = SigningMethod.of(text).filter(method::equals).isPresent();
            if (ofKey && !hasEnded(credential, now) && !revoked.test(text)) {
                issued.add(credential, method);
                none = false;
            }
        }
        return none;
    }

    /** Forgets a key that left its document. */
    void forget(DidUrl method) {
        marks.forget(method);
    }

    static boolean hasEnded(IssuedCredential credential, Instant now) {
        Instant end = credential.validity().expiresAt();
        return end != null && !end.isAfter(now);
    }
}
