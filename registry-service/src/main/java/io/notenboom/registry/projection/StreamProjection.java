// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.projection;

import io.notenboom.registry.decision.FoundationDecisions;
import io.notenboom.registry.endpointtype.EndpointTypes;
import io.notenboom.registry.event.EndpointRegistration;
import io.notenboom.registry.event.EndpointTypeTable;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.NotUnderstood;
import io.notenboom.registry.event.RegistryEvent;
import io.notenboom.registry.rule.SeedRules;
import io.notenboom.registry.rule.Verdict;
import io.notenboom.registry.rule.facts.Candidate;
import io.notenboom.registry.verify.VerifiedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One stream: its events in order and what each is worth, judged with the endpoint types in force at their dates. What the
 * valid ones say is in {@link StreamContents}. Changed under the lock of {@link RegistryProjection} only.
 */
final class StreamProjection {

    private static final ProjectionStanding VALID = new ProjectionStanding.Valid();

    private final EventId stream;
    private final SeedRules rules;
    private final StreamContents contents;
    private final SharedTexts texts;
    private final Supplier<FoundationDecisions> decisions;
    private final List<AppliedEvent> events = new ArrayList<>();
    private final List<ProjectionStanding> standings = new ArrayList<>();
    private final Map<EventId, AppliedEvent> offChain = new HashMap<>();
    private boolean frozen;
    private volatile @Nullable String digest;

    StreamProjection(
            EventId stream,
            SeedRules rules,
            StreamContents contents,
            SharedTexts texts,
            Supplier<FoundationDecisions> decisions) {
        this.stream = stream;
        this.rules = rules;
        this.contents = contents;
        this.texts = texts;
        this.decisions = decisions;
    }

    /** Adds the next event; it is the last one then. */
    AppliedEvent append(VerifiedEvent event) {
        offChain.remove(event.id());
        AppliedEvent applied = texts.share(event, stream, events.isEmpty() ? null : events.getLast());
        events.add(applied);
        judge(applied);
        return applied;
    }

    /**
     * The first events stay, those after them do not count; {@link #rebuild} has to follow.
     *
     * @param fork whether they wait for a decision about a fork; otherwise they lost one
     */
    void cutBack(long size, boolean fork) {
        List<AppliedEvent> cut = events.subList((int) Math.min(size, events.size()), events.size());
        cut.forEach(event -> offChain.put(event.id(), event));
        cut.clear();
        frozen = fork;
    }

    /** Judges all events again. */
    void rebuild() {
        standings.clear();
        contents.clear();
        digest = null;
        events.forEach(this::judge);
    }

    private void judge(AppliedEvent event) {
        digest = null;
        standings.add(standingOf(event));
    }

    private ProjectionStanding standingOf(AppliedEvent event) {
        FoundationDecisions decided = decisions.get();
        if (decided.revocations().voids(stream, event.header().sequence(), event.signer())) {
            return new ProjectionStanding.Revoked();
        }
        if (event.payload() instanceof NotUnderstood payload) {
            return new ProjectionStanding.NotUnderstood(payload.problem());
        }
        Optional<String> question = decided.whyIneffective(event.id());
        if (question.isPresent()) {
            return new ProjectionStanding.Refused(question.get(), "this decision of the Foundation has no effect");
        }
        return switch (judge(event.candidate())) {
            case Verdict.No no -> new ProjectionStanding.Refused(no.rule(), no.reason());
            case Verdict.Yes _ -> {
                contents.accept(event);
                yield VALID;
            }
        };
    }

    /** Asks the questions of an event that would come next. */
    Verdict judge(Candidate candidate) {
        return rules.judge(candidate, contents);
    }

    /** What its valid events say. */
    StreamContents contents() {
        return contents;
    }

    EventId stream() {
        return stream;
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    /** Number of events that count. */
    int size() {
        return events.size();
    }

    /** Whether the stream waits for a decision about a fork. */
    boolean frozen() {
        return frozen;
    }

    /** Whether an event here was signed with one of these certificates, or one that they issued. */
    boolean uses(Set<String> thumbprints) {
        return !thumbprints.isEmpty()
                && events.stream()
                        .anyMatch(event -> event.signer().thumbprints().stream().anyMatch(thumbprints::contains));
    }

    /** Whether an event that depends on the endpoint types was issued at or after a moment. */
    boolean dependsOnTypesFrom(Instant moment) {
        return events.stream()
                .anyMatch(event -> event.payload() instanceof EndpointRegistration
                        && !event.header().issuedAt().isBefore(moment));
    }

    /** The tables of endpoint types that this stream publishes, with their events. */
    void eachValidTable(BiConsumer<AppliedEvent, EndpointTypes> consumer) {
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).payload() instanceof EndpointTypeTable table
                    && standings.get(i) instanceof ProjectionStanding.Valid) {
                consumer.accept(events.get(i), table.types());
            }
        }
    }

    /** An event and its standing, by its place if it is on the chain. */
    EventVerdict event(EventId id, int place) {
        AppliedEvent lost = offChain.get(id);
        if (lost != null) {
            return verdict(lost, offChainStanding());
        }
        return verdict(events.get(place), standings.get(place));
    }

    private EventVerdict verdict(AppliedEvent event, ProjectionStanding standing) {
        return new EventVerdict(event.id(), stream, event.header(), event.payload(), standing);
    }

    /** The last valid event that satisfies a condition. */
    Optional<EventVerdict> last(Predicate<RegistryEvent> condition) {
        for (int i = events.size() - 1; i >= 0; i--) {
            if (standings.get(i) instanceof ProjectionStanding.Valid
                    && condition.test(events.get(i).payload())) {
                return Optional.of(verdict(events.get(i), standings.get(i)));
            }
        }
        return Optional.empty();
    }

    /** Whether the last event of the chain is valid. */
    boolean endsValid() {
        return standings.getLast() instanceof ProjectionStanding.Valid;
    }

    /** Each event, also those that are not on the chain, with its standing; in no order. */
    void eachEvent(BiConsumer<RegistryEvent, ProjectionStanding> consumer) {
        for (int i = 0; i < events.size(); i++) {
            consumer.accept(events.get(i).payload(), standings.get(i));
        }
        offChain.values().forEach(event -> consumer.accept(event.payload(), offChainStanding()));
    }

    private ProjectionStanding offChainStanding() {
        return frozen ? new ProjectionStanding.Frozen() : new ProjectionStanding.ForkLost();
    }

    /** The standings of all events of the chain, in order. */
    void eachStanding(BiConsumer<EventId, ProjectionStanding> consumer) {
        for (int i = 0; i < events.size(); i++) {
            consumer.accept(events.get(i).id(), standings.get(i));
        }
    }

    /** Digest of what this stream shows, see {@link ProjectionDigest}. */
    String digest() {
        String known = digest;
        if (known == null) {
            known = ProjectionDigest.of(this);
            digest = known;
        }
        return known;
    }
}
