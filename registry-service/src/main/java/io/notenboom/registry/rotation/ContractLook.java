// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rotation;

import io.notenboom.registry.contract.ContractSeries;
import io.notenboom.registry.contract.ContractSeries.Member;
import io.notenboom.registry.decision.Revocations;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.projection.ContractView;
import io.notenboom.registry.projection.RegistryProjection;
import io.notenboom.trust.rotation.LiveSignatures;
import io.notenboom.trust.rotation.RotatedKey;
import io.notenboom.trust.rotation.Rotation;
import io.notenboom.trust.rotation.RotationPolicy;
import io.notenboom.trust.rotation.RotationState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How contracts stand at one moment, by what this node issued and by what its vendor's stream says.
 *
 * @param registry what the log shows
 * @param stream the vendor's stream; empty while there is none
 * @param revocations what the Foundation revoked
 * @param now the moment
 */
record ContractLook(RegistryProjection registry, Optional<EventId> stream, Revocations revocations, Instant now) {

    /** What a contract's events are called among things that are live. */
    private static final String EVENTS = "events";

    private Optional<ContractView> inStream(Member member) {
        return stream.flatMap(own -> registry.contract(own, member.contractId()));
    }

    private boolean isApproved(Member member) {
        return inStream(member).filter(view -> view.contract().approved()).isPresent();
    }

    /** Whether the Foundation revoked its certificate, wherever the cutoff is. */
    boolean isRevoked(Member member) {
        return revocations.names(member.certificate().thumbprint());
    }

    /** Until when it can sign: its certificate and those above it have to hold. */
    Instant signsUntil(Member member) {
        return inStream(member).map(ContractView::signsUntil).orElseGet(() -> member.term()
                .end());
    }

    private boolean isOut(Member member) {
        return member.lost() != null || isRevoked(member);
    }

    private boolean signs(Member member) {
        return isApproved(member) && !isOut(member) && !signsUntil(member).isBefore(now);
    }

    /** The one that events are signed with; empty if there is none that can. */
    Optional<Member> active(ContractSeries series) {
        return series.members().reversed().stream().filter(this::signs).findFirst();
    }

    /** The last one that was approved, whatever became of it: what a next one would take the place of. */
    Optional<Member> approved(ContractSeries series) {
        return series.members().reversed().stream().filter(this::isApproved).findFirst();
    }

    /** Whether there is a next one that lacks its proposal or approval. */
    boolean isUnfinished(ContractSeries series) {
        Member newest = series.newest();
        return newest.isSuccessor()
                && !isApproved(newest)
                && !isOut(newest)
                && !newest.term().end().isBefore(now)
                && approved(series).isPresent();
    }

    /**
     * Whether none can sign because the Foundation revoked the last one, while nobody here said that its key is lost. It may be
     * the contract that the Foundation does not want, so people have to begin the next.
     */
    boolean waitsForPeople(ContractSeries series) {
        return !series.hasEnded(now)
                && active(series).isEmpty()
                && !isUnfinished(series)
                && approved(series)
                        .filter(last -> last.lost() == null && isRevoked(last))
                        .isPresent();
    }

    RotationState state(ContractSeries series, Member member) {
        if (isOut(member)) {
            return RotationState.COMPROMISED;
        }
        if (series.hasEnded(now) || signsUntil(member).isBefore(now)) {
            return RotationState.RETIRED;
        }
        if (isApproved(member)) {
            return active(series).filter(member::equals).isPresent() ? RotationState.ACTIVE : RotationState.RETIRING;
        }
        return inStream(member).isPresent() ? RotationState.PUBLISHED : RotationState.CREATED;
    }

    /** Those that somebody else can sign with as long as the Foundation does not revoke them. */
    List<Member> lost(ContractSeries series) {
        return series.members().stream()
                .filter(member -> member.lost() != null
                        && !isRevoked(member)
                        && !signsUntil(member).isBefore(now))
                .toList();
    }

    /** Whether nothing is left to be looked after. */
    boolean isOver(ContractSeries series) {
        boolean abandoned = approved(series).isEmpty()
                && series.members().stream()
                        .allMatch(member -> member.term().end().isBefore(now));
        return (series.hasEnded(now) || abandoned) && lost(series).isEmpty();
    }

    /** When a next one is due; {@link Instant#MAX} if none will be. */
    Instant due(ContractSeries series) {
        Optional<Member> last = approved(series);
        if (series.hasEnded(now) || last.isEmpty()) {
            return Instant.MAX;
        }
        return active(series).map(this::due).orElseGet(() -> sinceNoneSigns(last.get()));
    }

    private Instant due(Member active) {
        Instant until = signsUntil(active);
        if (active.end() != null && !active.end().isAfter(until)) {
            return Instant.MAX;
        }
        return until.isBefore(active.term().end())
                ? until
                : RotationPolicy.due(active.term().start(), until);
    }

    private Instant sinceNoneSigns(Member last) {
        Instant lost = last.lost();
        if (lost != null) {
            return lost;
        }
        return isRevoked(last) ? last.term().start() : signsUntil(last);
    }

    Rotation rotation(ContractSeries series) {
        List<RotatedKey> keys = series.members().reversed().stream()
                .map(member -> key(series, member))
                .sorted(Comparator.comparing(key -> key.state() != RotationState.ACTIVE))
                .toList();
        return new Rotation(ContractCertificates.KIND, series.id().toString(), keys, due(series));
    }

    private RotatedKey key(ContractSeries series, Member member) {
        RotationState state = state(series, member);
        Instant until = signsUntil(member);
        boolean counts = state == RotationState.ACTIVE || state == RotationState.RETIRING;
        return new RotatedKey(
                member.contractId().toString(),
                state,
                member.term().start(),
                member.term().start(),
                until,
                counts ? new LiveSignatures(0, null, Map.of(EVENTS, until)) : LiveSignatures.NONE);
    }
}
