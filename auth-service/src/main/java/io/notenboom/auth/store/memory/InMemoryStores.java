// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.memory;

import io.notenboom.auth.issuer.IssuedCredential;
import io.notenboom.auth.issuer.IssuedStore;
import io.notenboom.auth.issuer.SignedCredentials;
import io.notenboom.auth.once.UsedOnce;
import io.notenboom.auth.revocation.RevocationEvents;
import io.notenboom.auth.revocation.RevocationKind;
import io.notenboom.auth.standing.IssuerRegistration;
import io.notenboom.auth.standing.StandingStore;
import io.notenboom.auth.subject.Subject;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.subject.SubjectStore;
import io.notenboom.auth.token.AccessToken;
import io.notenboom.auth.token.TokenHash;
import io.notenboom.auth.token.TokenStore;
import io.notenboom.auth.wallet.HeldCredential;
import io.notenboom.auth.wallet.WalletStore;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Real implementations of the ports, in memory. */
public final class InMemoryStores {

    private InMemoryStores() {}

    /** Subjects. */
    public static final class Subjects implements SubjectStore {

        private final Map<SubjectId, Subject> subjects = new ConcurrentHashMap<>();

        @Override
        public boolean add(Subject subject) {
            return subjects.putIfAbsent(subject.id(), subject) == null;
        }

        @Override
        public Optional<Subject> update(SubjectId id, UnaryOperator<Subject> change) {
            return Optional.ofNullable(subjects.computeIfPresent(id, (_, subject) -> change.apply(subject)));
        }

        @Override
        public Optional<Subject> find(SubjectId id) {
            return Optional.ofNullable(subjects.get(id));
        }

        @Override
        public Optional<Subject> findByDid(Did did) {
            return subjects.values().stream()
                    .filter(subject -> subject.ownDid(did).isPresent())
                    .findFirst();
        }

        @Override
        public List<Subject> list() {
            return subjects.values().stream()
                    .sorted(Comparator.comparing(subject -> subject.id().value()))
                    .toList();
        }

        @Override
        public List<SubjectId> ids() {
            return list().stream().map(Subject::id).toList();
        }

        /** Forgets a subject, as if it had never been there. */
        public void forget(SubjectId id) {
            subjects.remove(id);
        }
    }

    /** Tokens. */
    public static final class Tokens implements TokenStore {

        private final Map<TokenHash, AccessToken> tokens = new ConcurrentHashMap<>();
        private final List<AccessToken> ever = new CopyOnWriteArrayList<>();

        @Override
        public void save(AccessToken token) {
            ever.add(token);
            tokens.put(token.hash(), token);
        }

        @Override
        public Optional<AccessToken> find(TokenHash hash) {
            return Optional.ofNullable(tokens.get(hash));
        }

        @Override
        public boolean remove(TokenHash hash) {
            return tokens.remove(hash) != null;
        }

        @Override
        public List<TokenHash> givenTo(Did holder) {
            return hashes(token -> token.client().parties().contains(holder));
        }

        @Override
        public List<TokenHash> givenOn(String credentialId) {
            return hashes(token -> token.evidence().credentialIds().contains(credentialId));
        }

        @Override
        public List<TokenHash> givenAt(String authority) {
            return hashes(
                    token -> token.client().parties().stream().anyMatch(party -> IssuerRegistration.authority(party)
                            .filter(authority::equals)
                            .isPresent()));
        }

        @Override
        public List<TokenHash> givenBy(SubjectId subject) {
            return hashes(token -> token.subject().equals(subject));
        }

        private List<TokenHash> hashes(Predicate<AccessToken> condition) {
            return ever.stream().filter(condition).map(AccessToken::hash).toList();
        }
    }

    /** What is known of registrations. */
    public static final class Standings implements StandingStore {

        private final Map<String, IssuerRegistration> registrations = new ConcurrentHashMap<>();
        private volatile Optional<Cursor> cursor = Optional.empty();

        @Override
        public Optional<Cursor> cursor() {
            return cursor;
        }

        @Override
        public void put(Cursor next) {
            cursor = Optional.of(next);
        }

        @Override
        public void put(IssuerRegistration registration) {
            registrations.put(registration.endpoint() + " " + registration.issuer(), registration);
        }

        @Override
        public List<IssuerRegistration> all() {
            return List.copyOf(registrations.values());
        }

        @Override
        public List<IssuerRegistration> atHost(String authority) {
            return registrations.values().stream()
                    .filter(registration -> registration.authority().equals(authority))
                    .toList();
        }

        /** Forgets everything, as a Redis that was lost does. */
        public void lose() {
            registrations.clear();
            cursor = Optional.empty();
        }
    }

    /** Values that may be used once. */
    public static final class Once implements UsedOnce {

        private final Set<String> used = ConcurrentHashMap.newKeySet();

        @Override
        public boolean firstUse(String kind, String value, Duration remember) {
            return used.add(kind + " " + value);
        }
    }

    /** Credentials. */
    public static final class Wallets implements WalletStore {

        private final Map<SubjectId, Map<String, HeldCredential>> held = new ConcurrentHashMap<>();

        @Override
        public void put(SubjectId subject, HeldCredential credential) {
            held.computeIfAbsent(subject, _ -> new ConcurrentHashMap<>()).put(credential.id(), credential);
        }

        @Override
        public List<HeldCredential> list(SubjectId subject) {
            return List.copyOf(held.getOrDefault(subject, Map.of()).values());
        }

        @Override
        public boolean remove(SubjectId subject, String credentialId) {
            return held.getOrDefault(subject, Map.of()).remove(credentialId) != null;
        }
    }

    /** Issued credentials. */
    public static final class Issued implements IssuedStore {

        private final Map<String, IssuedCredential> issued = new ConcurrentHashMap<>();
        private final Map<DidUrl, Map<String, Instant>> signedBy = new ConcurrentHashMap<>();

        @Override
        public synchronized void add(IssuedCredential credential, DidUrl method) {
            Instant end = credential.validity().expiresAt();
            issued.put(credential.id(), credential);
            by(method).put(credential.id(), end == null ? Instant.MAX : end);
        }

        @Override
        public synchronized boolean addNew(IssuedCredential credential, DidUrl method) {
            if (issued.containsKey(credential.id())) {
                return false;
            }
            add(credential, method);
            return true;
        }

        @Override
        public Optional<IssuedCredential> find(Did issuer, String id) {
            return Optional.ofNullable(issued.get(id))
                    .filter(credential -> credential.issuer().equals(issuer));
        }

        @Override
        public List<IssuedCredential> issuedBy(Did issuer) {
            return issued.values().stream()
                    .filter(credential -> credential.issuer().equals(issuer))
                    .toList();
        }

        @Override
        public synchronized SignedCredentials signedBy(DidUrl method, Instant now) {
            Map<String, Instant> live = by(method);
            live.values().removeIf(end -> !end.isAfter(now));
            return new SignedCredentials(
                    live.size(), live.values().stream().max(Instant::compareTo).orElse(null));
        }

        @Override
        public List<String> idsSignedBy(DidUrl method, int limit) {
            return by(method).entrySet().stream()
                    .sorted(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .limit(limit)
                    .toList();
        }

        @Override
        public void ended(DidUrl method, String id) {
            by(method).remove(id);
        }

        private Map<String, Instant> by(DidUrl method) {
            return signedBy.computeIfAbsent(method, _ -> new ConcurrentHashMap<>());
        }

        /** Forgets a credential, as if it had never been there. */
        public void forget(String id) {
            issued.remove(id);
            signedBy.values().forEach(ids -> ids.remove(id));
        }
    }

    /** Keeps the events that were published, as {@code kind value}. */
    public static final class Events implements RevocationEvents {

        private final List<String> published = new ArrayList<>();

        @Override
        public synchronized void publish(RevocationKind kind, String value) {
            published.add(kind.wireName() + " " + value);
        }

        /** What was published, in order. */
        public synchronized List<String> published() {
            return List.copyOf(published);
        }
    }
}
