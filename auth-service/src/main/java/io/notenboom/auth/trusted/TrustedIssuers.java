// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.trusted;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.auth.subject.Subject;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.auth.wallet.Wallets;
import io.notenboom.trust.credential.CredentialContent;
import io.notenboom.trust.did.Did;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The lists of issuers that are trusted for a type of credential, of the node and of single subjects. At the token endpoint
 * they are asked by {@link IssuerTrust}; when a caller verifies a credential, the node's list decides where it asks for that.
 */
public final class TrustedIssuers {

    /** Most issuers of one type. */
    public static final int MAX = 1_000;

    /** Most types with a list, of the node or of one subject. */
    public static final int MAX_TYPES = 200;

    private final TrustedIssuerStore store;
    private final Subjects subjects;
    private final Wallets wallets;

    /** Lists in this store; unknown issuers are sought in these wallets. */
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
    public boolean trust(IssuerList list, Did issuer) {
        Set<Did> known = store.find(list).orElse(Set.of());
        if (!mayBegin(list) || (known.size() >= MAX && !known.contains(issuer))) {
            return false;
        }
        store.add(list, issuer);
        return true;
    }

    /**
     * Removes an issuer, if it is there. With the last one the list ends, as with Nuts nodes, where whoever tried out trust and
     * took it back has changed nothing; a list that trusts nobody is made by {@link #replace}.
     */
    public void distrust(IssuerList list, Did issuer) {
        store.remove(list, issuer);
    }

    /**
     * Makes a list what is given.
     *
     * @return whether it is; false if there are too many issuers, or too many types with a list
     */
    @CheckReturnValue
    public boolean replace(IssuerList list, List<Did> issuers) {
        if (!mayBegin(list) || issuers.size() > MAX) {
            return false;
        }
        store.replace(list, new HashSet<>(issuers));
        return true;
    }

    /** Ends a list: the type has none then. */
    public void unlist(IssuerList list) {
        store.drop(list);
    }

    /** Trusted issuers of a list, sorted; none if there is no such list. */
    public List<Did> trusted(IssuerList list) {
        return sorted(store.find(list).orElse(Set.of()).stream().toList());
    }

    /** Types that the node, or a subject, has a list for, sorted. */
    public List<String> types(@Nullable SubjectId subject) {
        return store.types(subject).stream().sorted().toList();
    }

    private boolean mayBegin(IssuerList list) {
        Set<String> types = store.types(list.subject());
        return types.size() < MAX_TYPES || types.contains(list.credentialType());
    }

    /** Issuers of credentials of this type in the wallets of this node that the node does not trust for it, sorted. */
    public List<Did> untrusted(String credentialType) {
        Set<Did> trusted = store.find(IssuerList.ofNode(credentialType)).orElse(Set.of());
        return sorted(subjects.list().stream()
                .map(Subject::id)
                .flatMap(subject -> wallets.list(subject).stream())
                .filter(credential -> credential.content().types().contains(credentialType))
                .map(credential -> credential.content().issuer())
                .filter(issuer -> trusted.stream().noneMatch(entry -> IssuerTrust.covers(entry, issuer)))
                .distinct()
                .toList());
    }

    /** Whether the node trusts the issuer of a credential for its type. */
    public boolean trusts(CredentialContent content) {
        return content.specificType()
                .flatMap(type -> store.find(IssuerList.ofNode(type)))
                .filter(issuers -> issuers.stream().anyMatch(entry -> IssuerTrust.covers(entry, content.issuer())))
                .isPresent();
    }

    private static List<Did> sorted(List<Did> issuers) {
        return issuers.stream().sorted(Comparator.comparing(Did::value)).toList();
    }
}
