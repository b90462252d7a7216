// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay;

import io.notenboom.auth.replay.compare.Findings;
import io.notenboom.auth.replay.compare.ReplayedExchange;
import io.notenboom.auth.replay.likeness.DecodedTexts;
import io.notenboom.auth.replay.likeness.Likeness;
import io.notenboom.auth.replay.node.SentRequest;
import io.notenboom.auth.replay.recording.RecordedExchange;
import io.notenboom.auth.replay.recording.Recording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether ours sends to other hosts what the recorded node sent because of a call: token requests, registrations, questions. */
final class OutgoingCheck {

    /** Ours dates what it signs a second back and in whole seconds, for servers whose clock is behind. */
    private static final Duration BACKDATED = Duration.ofSeconds(2);

    /** Members that ours adds to presentations, which both versions of recorded nodes accept. */
    private static final Set<String> OURS_MAY_HAVE = Set.of("iss", "iat", "holder", "nonce");

    private final Recording recording;

    OutgoingCheck(Recording recording) {
        this.recording = recording;
    }

    void check(ReplayedExchange replayed, List<SentRequest> sent, Findings findings) {
        List<SentRequest> left = new ArrayList<>(sent);
        for (RecordedExchange side : causedBy(replayed.exchange())) {
            Optional<SentRequest> ours = left.stream()
                    .filter(request -> request.method().equals(side.method())
                            && request.url().equals(side.url()))
                    .findFirst();
            if (ours.isEmpty()) {
                if (replayed.ours().successful()) {
                    findings.problem(
                            "exchange " + side.number() + ": ours does not send the recorded request to " + side.url());
                }
                continue;
            }
            left.remove(ours.get());
            List<String> differences = differences(side, ours.get(), replayed);
            if (differences.isEmpty()) {
                findings.held("request to another host made equally");
            }
            differences.forEach(difference ->
                    findings.problem("exchange " + side.number() + ", the request that ours makes: " + difference));
        }
    }

    /** The calls other than GET that a node made because of a call: those within its time, and within no shorter one's. */
    private List<RecordedExchange> causedBy(RecordedExchange outer) {
        List<RecordedExchange> item = recording
                .all()
                .filter(exchange -> exchange.item().equals(outer.item()))
                .toList();
        return item.stream()
                .filter(exchange -> !exchange.method().equals("GET") && exchange.number() != outer.number())
                .filter(exchange -> cause(exchange, item).filter(outer::equals).isPresent())
                .toList();
    }

    private static Optional<RecordedExchange> cause(RecordedExchange exchange, List<RecordedExchange> item) {
        return item.stream()
                .filter(other ->
                        other.number() < exchange.number() && !other.method().equals("GET") && exchange.within(other))
                .max(Comparator.comparing(RecordedExchange::startedAt).thenComparing(RecordedExchange::number));
    }

    private static List<String> differences(RecordedExchange side, SentRequest ours, ReplayedExchange replayed) {
        Duration tolerance = replayed.tolerance().plus(BACKDATED);
        DecodedTexts plain = new DecodedTexts(text -> text);
        DecodedTexts insecure = new DecodedTexts(replayed.around().http()::recorded);
        List<String> differences = new ArrayList<>(Likeness.differences(
                plain.body(side.requestText()), insecure.body(ours.body()), tolerance, OURS_MAY_HAVE));
        Optional<String> proof = side.requestHeader("DPoP");
        if (proof.isPresent() != !ours.proofs().isEmpty()) {
            differences.add("one of the requests has a DPoP proof, the other has none");
        } else if (proof.isPresent()) {
            Likeness.differences(
                            plain.text(proof.get()), insecure.text(ours.proofs().getFirst()), tolerance, Set.of())
                    .stream()
                    .filter(difference -> !difference.endsWith(".jwk.alg: only they have it"))
                    .forEach(differences::add);
        }
        // the claim iss says the same
        differences.removeIf(difference -> difference.endsWith(".payload.vp.holder: only they have it"));
        return differences;
    }
}
