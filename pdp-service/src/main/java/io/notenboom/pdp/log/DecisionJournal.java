// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.log;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.decision.PepOutcome;
import io.notenboom.pdp.decision.Question;
import io.notenboom.pdp.decision.TokenOutcome;
import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.id.SortableIds;
import io.notenboom.pdp.request.RawRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Gives every decision its id and its place in the log, and finds the latest ones again. A decision that cannot be logged is
 * not given: {@link #append} throws then. Thread-safe.
 */
public final class DecisionJournal {

    /** Most decisions whose place is remembered. */
    public static final int INDEXED = 20_000;

    private static final int MAX_FLOWS = 100_000;

    private final DecisionLog log;
    private final SortableIds ids;
    private final InstantSource clock;
    private final DecisionWitness witness;
    private final Map<String, Long> places = new LinkedHashMap<>();
    private final Set<String> flowsInSegment = new HashSet<>();
    private long segment;

    /** Over a log; reads the latest decisions that are already in it. */
    public DecisionJournal(DecisionLog log, SortableIds ids, InstantSource clock) {
        this(log, ids, clock, DecisionWitness.NOBODY);
    }

    /** The same, with a witness. */
    public DecisionJournal(DecisionLog log, SortableIds ids, InstantSource clock, DecisionWitness witness) {
        this.log = log;
        this.ids = ids;
        this.clock = clock;
        this.witness = witness;
        log.replay(entry -> {
            if ("decision".equals(entry.content().path("type").textValue())) {
                remember(entry.content().path("id").asText(), entry.sequence());
            }
        });
    }

    /**
     * What a decision was about, fit for a log.
     *
     * @param client DIDs, client ids and URA number of the client; empty when unknown
     * @param user the user's identifier; empty when there was none
     */
    public record Circumstances(
            String pep,
            String subject,
            ProfileVersion profile,
            String method,
            String target,
            String client,
            String user) {

        /** Which version of which profile decided. */
        public record ProfileVersion(String name, int version) {}

        /** Taken from a question and the raw request. */
        public static Circumstances of(Question question, String pep, RawRequest request) {
            String client = "";
            String user = "";
            if (question.presented().token() instanceof TokenOutcome.Active active) {
                client = name(active.token().client());
                user = active.token()
                        .claim(question.profile().user().identifierClaim())
                        .orElse("");
            }
            String subject = question.pep() instanceof PepOutcome.Authenticated known ? known.subject() : "";
            return new Circumstances(
                    LoggableText.of(pep),
                    subject,
                    new ProfileVersion(
                            question.profile().name(), question.profile().version()),
                    LoggableText.of(request.method()),
                    LoggableText.of(request.target()),
                    LoggableText.of(client),
                    LoggableText.of(user));
        }

        private static String name(Party party) {
            TreeSet<String> names = new TreeSet<>(party.dids());
            names.addAll(party.clientIds());
            party.uraNumber().ifPresent(ura -> names.add("ura:" + ura));
            return String.join(" ", names);
        }
    }

    /** The id of a decision that is about to be logged. */
    public String newId() {
        return ids.next("d");
    }

    /** Logs a decision, and before it the flows that it depends on; all is durable when this returns. */
    public void append(String id, Decision decision, Circumstances circumstances, Evidence evidence) {
        List<Evidence.FlowVersion> unwritten = unwritten(evidence.flows());
        List<ObjectNode> records = new ArrayList<>();
        unwritten.forEach(flow -> records.add(flow.record().get()));
        DecisionRecord record = DecisionRecord.of(id, clock.instant(), decision, circumstances);
        record.content().set("question", evidence.question());
        records.add(record.content());
        long place = log.append(records);
        written(unwritten);
        remember(id, place);
    }

    /** Who is told of decisions. */
    public DecisionWitness witness() {
        return witness;
    }

    private List<Evidence.FlowVersion> unwritten(List<Evidence.FlowVersion> flows) {
        if (flows.isEmpty()) {
            return List.of();
        }
        long present = log.segment();
        synchronized (flowsInSegment) {
            if (present != segment || flowsInSegment.size() > MAX_FLOWS) {
                segment = present;
                flowsInSegment.clear();
            }
            List<Evidence.FlowVersion> unwritten = new ArrayList<>();
            for (Evidence.FlowVersion flow : flows) {
                if (!flowsInSegment.contains(flow.key())) {
                    unwritten.add(flow);
                }
            }
            return unwritten;
        }
    }

    private void written(List<Evidence.FlowVersion> flows) {
        synchronized (flowsInSegment) {
            flows.forEach(flow -> flowsInSegment.add(flow.key()));
        }
    }

    /** Logs that everything before a place is about to be removed, because it is older than is kept. */
    public void retention(long before) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", "retention").put("time", clock.instant().toString());
        long unused = log.append(List.of(json.put("before", before)));
    }

    /** When the id of a decision was made; empty if it is no such id. */
    public static Optional<Instant> timeOf(String id) {
        return id.startsWith("d") ? SortableIds.timeOf("d", id) : Optional.empty();
    }

    /** Logs what the resource server answered to a permitted update, and whether the flow took the step. */
    public void confirmation(String decisionId, int status, boolean taken) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", "confirmation").put("time", clock.instant().toString());
        json.put("decision", decisionId).put("status", status).put("taken", taken);
        long unused = log.append(List.of(json));
    }

    /** A decision of this process among its latest {@value #INDEXED}. */
    public Optional<DecisionRecord> find(String id) {
        Long place;
        synchronized (places) {
            place = places.get(id);
        }
        return Optional.ofNullable(place)
                .flatMap(log::at)
                .filter(json -> id.equals(json.path("id").textValue()))
                .map(json -> new DecisionRecord(id, json));
    }

    private void remember(String id, long place) {
        synchronized (places) {
            places.put(id, place);
            if (places.size() > INDEXED) {
                places.remove(places.keySet().iterator().next());
            }
        }
    }
}
