// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.rotation;

import io.notenboom.auth.revocation.CompromisedKeys;
import io.notenboom.auth.subject.KeyOutcome;
import io.notenboom.auth.subject.KeyRotation;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.OwnKey;
import io.notenboom.auth.subject.Subject;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.custody.NoKeyAvailableException;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.memo.Recent;
import io.notenboom.trust.rotation.LiveSignatures;
import io.notenboom.trust.rotation.Rotatable;
import io.notenboom.trust.rotation.RotatedKey;
import io.notenboom.trust.rotation.Rotation;
import io.notenboom.trust.rotation.RotationJournal;
import io.notenboom.trust.rotation.RotationOutcome;
import io.notenboom.trust.rotation.RotationPolicy;
import io.notenboom.trust.rotation.RotationState;
import io.notenboom.trust.rotation.RotationTally;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The keys of own DIDs. What the clock does not do by itself is done here: a key retires when the index says that nothing it
 * signed is left, an old one gets a successor, and what a lost one signed is revoked and issued again.
 */
public final class DidKeys implements Rotatable {

    /** The kind. */
    public static final String KIND = "did-key";

    /** How long to wait before another try to begin what could not be begun. */
    static final Duration PATIENCE = Duration.ofHours(1);

    /** Subjects that one look goes through. */
    private static final int SUBJECTS_PER_LOOK = 5_000;

    private static final int REMEMBERED = 10_000;

    private final Subjects subjects;
    private final KeyRotation rotation;
    private final SignedByKeys signed;
    private final Loss loss;
    private final RotationPolicy policy;
    private final InstantSource clock;
    private final SubjectRounds rounds;
    private final Recent<Did, Instant> tried = new Recent<>(REMEMBERED);

    /**
     * What happens to lost keys.
     *
     * @param compromised takes them out
     * @param lost revokes what they signed, and issues it again
     * @param signAgain has all else that a subject signed for long signed again: its registrations at discovery services
     * @param journal of what is done here by itself
     */
    public record Loss(
            CompromisedKeys compromised, LostKeys lost, Consumer<SubjectId> signAgain, RotationJournal journal) {}

    /** Rotates the keys of these subjects. */
    public DidKeys(
            Subjects subjects,
            KeyRotation rotation,
            SignedByKeys signed,
            Loss loss,
            RotationPolicy policy,
            InstantSource clock) {
        this.subjects = subjects;
        this.rounds = new SubjectRounds(subjects, SUBJECTS_PER_LOOK);
        this.rotation = rotation;
        this.signed = signed;
        this.loss = loss;
        this.policy = policy;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public RotationPolicy policy() {
        return policy;
    }

    @Override
    public List<Rotation> list(String after, int limit) {
        Instant now = clock.instant();
        String last = "";
        if (!after.isEmpty()) {
            Optional<Subject> owner = Did.tryParse(after).flatMap(subjects::ownerOf);
            if (owner.isEmpty()) {
                return List.of();
            }
            last = owner.get().id().value();
        }
        String from = last;
        return subjects.ids().stream()
                .filter(id -> id.value().compareTo(from) >= 0)
                .flatMap(id -> dids(id, id.value().equals(from) ? after : ""))
                .limit(limit)
                .map(own -> rotation(own, now))
                .toList();
    }

    /** Active DIDs of a subject after one of them. */
    private Stream<OwnDid> dids(SubjectId id, String after) {
        return subjects.find(id).stream()
                .flatMap(subject -> subject.activeDids().stream())
                .filter(own -> own.did().value().compareTo(after) > 0)
                .sorted(Comparator.comparing(own -> own.did().value()));
    }

    @Override
    public Optional<Rotation> find(String id) {
        return own(id).map(own -> rotation(own, clock.instant()));
    }

    private Optional<OwnDid> own(String id) {
        return Did.tryParse(id).flatMap(subjects::activeDid);
    }

    private Rotation rotation(OwnDid own, Instant now) {
        List<RotatedKey> keys = new ArrayList<>();
        for (OwnKey key : own.keys()) {
            DidUrl method = own.did().withFragment(key.fragment());
            RotationState state = own.state(key, now);
            LiveSignatures live = state == RotationState.RETIRED ? LiveSignatures.NONE : signed.of(method, now);
            keys.add(new RotatedKey(method.toString(), state, key.since(), key.signsFrom(), key.until(), live));
        }
        return new Rotation(
                KIND, own.did().value(), keys, policy.due(own.signingKey().signsFrom()));
    }

    @Override
    public RotationOutcome begin(String id) {
        Optional<Subject> owner = Did.tryParse(id).flatMap(subjects::ownerOf);
        Optional<OwnDid> own = own(id);
        if (owner.isEmpty() || own.isEmpty()) {
            return new RotationOutcome.NotFound();
        }
        if (rotation.isFull(own.get())) {
            return new RotationOutcome.Refused(
                    "The document holds 16 keys; wait until one is retired, or take one out.");
        }
        try {
            return rotation.begin(owner.get().id(), own.get().did())
                    .map(after -> rotation(after, clock.instant()))
                    .<RotationOutcome>map(RotationOutcome.UnderWay::new)
                    .orElseGet(RotationOutcome.NotFound::new);
        } catch (NoKeyAvailableException none) {
            return new RotationOutcome.Unavailable("The custodian has no unused key of purpose did; add some there.");
        }
    }

    @Override
    public RotationOutcome emergency(String id, String key) {
        Optional<Subject> owner = Did.tryParse(id).flatMap(subjects::ownerOf);
        Optional<DidUrl> method =
                DidUrl.tryParse(key).filter(url -> url.did().value().equals(id));
        if (owner.isEmpty() || method.isEmpty()) {
            return new RotationOutcome.NotFound();
        }
        try {
            return switch (loss.compromised().remove(owner.get().id(), method.get())) {
                case KeyOutcome.Changed _ -> {
                    loss.signAgain().accept(owner.get().id());
                    int unused = loss.lost().finish(method.get());
                    yield find(id).<RotationOutcome>map(RotationOutcome.UnderWay::new)
                            .orElseGet(RotationOutcome.NotFound::new);
                }
                case KeyOutcome.NoSuchSubject _, KeyOutcome.NoSuchKey _ -> new RotationOutcome.NotFound();
                case KeyOutcome.Deactivated _, KeyOutcome.TooManyKeys _ ->
                    new RotationOutcome.Refused("The DID cannot get another key; create another subject.");
            };
        } catch (NoKeyAvailableException none) {
            return new RotationOutcome.Unavailable("A key has to take its place, and the custodian has no unused key of"
                    + " purpose did; add some there and repeat this.");
        }
    }

    @Override
    public RotationTally advance() {
        return rounds.look(this::advance);
    }

    private void advance(Subject subject, RotationTally tally) {
        Instant now = clock.instant();
        for (OwnDid own : subject.activeDids()) {
            for (OwnKey key : own.keys()) {
                tally.found(own.state(key, now), key.signsFrom());
            }
            beginIfDue(own, now, tally);
            for (OwnKey key : own.keys()) {
                tally.changed(advance(subject, own, key, now));
            }
        }
    }

    private void beginIfDue(OwnDid own, Instant now, RotationTally tally) {
        boolean next = own.keys().stream().anyMatch(key -> own.state(key, now) == RotationState.PUBLISHED);
        if (next || policy.due(own.signingKey().signsFrom()).isAfter(now)) {
            return;
        }
        boolean begun = false;
        try {
            begun = beginNow(own, now);
        } finally {
            if (begun) {
                tally.changed(1);
            } else {
                tally.overdue();
            }
        }
    }

    private boolean beginNow(OwnDid own, Instant now) {
        Instant before = tried.get(own.did()).orElse(Instant.EPOCH);
        if (before.plus(PATIENCE).isAfter(now)) {
            return false;
        }
        tried.put(own.did(), now);
        loss.journal().begins("rotation.begin", own.did().value());
        return begin(own.did().value()) instanceof RotationOutcome.UnderWay;
    }

    private int advance(Subject subject, OwnDid own, OwnKey key, Instant now) {
        DidUrl method = own.did().withFragment(key.fragment());
        return switch (own.state(key, now)) {
            case CREATED, PUBLISHED, ACTIVE, RETIRED -> 0;
            case COMPROMISED ->
                loss.lost().isUnfinished(method, now) ? loss.lost().finish(method) : 0;
            case RETIRING -> retire(subject, own, key, now);
        };
    }

    private int retire(Subject subject, OwnDid own, OwnKey key, Instant now) {
        DidUrl method = own.did().withFragment(key.fragment());
        Instant since = own.supersededAt(key, now).orElse(now);
        if (!policy.mayRetire(signed.of(method, now), since, now) || !signed.isConfirmed(method, now)) {
            if (key.until() != null) {
                rotation.keep(subject.id(), method);
            }
            return 0;
        }
        loss.journal().begins("rotation.retire", method.toString());
        rotation.retire(subject.id(), method);
        signed.forget(method);
        return 1;
    }
}
