// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.trusted;

import io.notenboom.auth.subject.SubjectId;
import io.notenboom.trust.credential.Credential;
import io.notenboom.trust.credential.CredentialFormat;
import io.notenboom.trust.credential.CredentialVerifier;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.exchange.ScopePolicy;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides whose word counts at the token endpoint, besides the presentation definition: both must agree. For the type of a
 * credential the subject's own list decides, else the node's, else the setting. A credential that the holder says of itself,
 * without a signature of its own, has no issuer to trust; whether it is accepted is up to its type and the definition.
 *
 * <p>An entry is a DID, or the beginning of a did:x509 that names the certificate authority ({@code did:x509:0:sha256:…}
 * without policies): then every issuer with a certificate below that authority counts, as far as the definition goes.
 */
public final class IssuerTrust {

    private static final String CERTIFIED = "did:x509:";
    private static final String POLICIES = "::";

    private final TrustedIssuerStore store;
    private final Unlisted unlisted;

    /** Types without a list are dealt with by the setting. */
    public IssuerTrust(TrustedIssuerStore store, Unlisted unlisted) {
        this.store = Objects.requireNonNull(store, "store");
        this.unlisted = Objects.requireNonNull(unlisted, "unlisted");
    }

    /** What holds for types without a list. */
    public Unlisted unlisted() {
        return unlisted;
    }

    /**
     * Whether this subject takes the word of the issuer of a credential that is presented to it.
     *
     * @param credential need not be verified yet: what is refused here is refused whoever signed it
     */
    public boolean trusts(SubjectId subject, Credential credential) {
        if (credential.format() == CredentialFormat.LDP_VC
                && credential.proofType().isEmpty()) {
            return true;
        }
        Did issuer = credential.content().issuer();
        return credential
                .content()
                .specificType()
                .flatMap(type -> store.inForce(subject, type))
                .map(issuers -> issuers.stream().anyMatch(trusted -> covers(trusted, issuer)))
                .orElse(unlisted == Unlisted.DEFINITION);
    }

    /**
     * Types that policies ask for and that are refused for want of a list, sorted; what holders say of themselves is not among
     * them.
     *
     * @param subject whose policies they are; null if they are for all
     */
    public List<String> refusedTypes(@Nullable SubjectId subject, Collection<ScopePolicy> policies) {
        if (unlisted == Unlisted.DEFINITION) {
            return List.of();
        }
        return policies.stream()
                .flatMap(policy -> policy.definitions().values().stream())
                .flatMap(definition -> definition.descriptors().stream())
                .flatMap(descriptor -> descriptor.credentialType().stream())
                .filter(type -> !CredentialVerifier.SELF_ATTESTED_TYPES.contains(type))
                .distinct()
                .filter(type -> store.inForce(subject, type).isEmpty())
                .sorted()
                .toList();
    }

    /** Whether an entry of a list stands for this issuer. */
    public static boolean covers(Did trusted, Did issuer) {
        return issuer.equals(trusted)
                || (trusted.value().startsWith(CERTIFIED) && issuer.value().startsWith(trusted.value() + POLICIES));
    }

    /** What holds for types of credential without a list. */
    public enum Unlisted {
        /** The presentation definition alone decides, as at Nuts nodes. */
        DEFINITION,
        /** No issuer is trusted. */
        REFUSE
    }
}
