// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.trusted;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.auth.subject.Subject;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.auth.wallet.Wallets;
import io.notenboom.trust.credential.CredentialContent;
import io.notenboom.trust.did.Did;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Issuers that are trusted for a type of credential. The list decides only where a caller asks for it when it verifies a
 * credential; who gets a token is decided by the presentation definition.
 */
public final class TrustedIssuers {

    /** Most issuers of one type. */
    public static final int MAX = 1_000;

    private final TrustedIssuerStore store;
    private final Subjects subjects;
    private final Wallets wallets;

    /** A list in this store; unknown issuers are sought in these wallets. */
    public TrustedIssuers(TrustedIssuerStore store, Subjects subjects, Wallets wallets) {
        this.store = store;
        this.subjects = subjects;
        this.wallets = wallets;
    }

    /**
     * Adds an issuer.
     *
     * @return whether it is on the list now; false if that is full
     */
    @CheckReturnValue
    public boolean trust(String credentialType, Did issuer) {
        Set<Did> known = store.of(credentialType);
        if (known.size() >= MAX && !known.contains(issuer)) {
            return false;
        }
        store.add(credentialType, issuer);
        return true;
    }

    /** Removes an issuer, if it is there. */
    public void distrust(String credentialType, Did issuer) {
        store.remove(credentialType, issuer);
    }

    /** Trusted issuers of a type, sorted. */
    public List<Did> trusted(String credentialType) {
        return sorted(store.of(credentialType).stream().toList());
    }

    /** Issuers of credentials of this type in the wallets of this node that are not trusted for it, sorted. */
    public List<Did> untrusted(String credentialType) {
        Set<Did> trusted = store.of(credentialType);
        return sorted(subjects.list().stream()
                .map(Subject::id)
                .flatMap(subject -> wallets.list(subject).stream())
                .filter(credential -> credential.content().types().contains(credentialType))
                .map(credential -> credential.content().issuer())
                .filter(issuer -> !trusted.contains(issuer))
                .distinct()
                .toList());
    }

    /** Whether the issuer of a credential is trusted for its type. */
    public boolean trusts(CredentialContent content) {
        return content.specificType()
                .filter(type -> store.of(type).contains(content.issuer()))
                .isPresent();
    }

    private static List<Did> sorted(List<Did> issuers) {
        return issuers.stream().sorted(Comparator.comparing(Did::value)).toList();
    }
}
