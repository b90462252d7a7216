// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.log;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.decision.PepOutcome;
import io.notenboom.pdp.decision.Question;
import io.notenboom.pdp.decision.TokenOutcome;
import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.flow.SortableIds;
import io.notenboom.pdp.request.RawRequest;
import io.notenboom.trust.json.StrictJson;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Gives every decision its id and its place in the log, and finds the latest ones again. A decision that cannot be logged is
 * not given: {@link #append} throws then. Thread-safe.
 */
public final class DecisionJournal {

    /** How many decisions can be found again. */
    public static final int INDEXED = 20_000;

    private static final int MAX_RECORD = 262_144;
    private static final int MAX_FLOWS = 100_000;

    private final DecisionLog log;
    private final SortableIds ids;
    private final InstantSource clock;
    private final DecisionWitness witness;
    private final Map<String, Indexed> index = new LinkedHashMap<>();
    private final Set<String> flowsInSegment = new HashSet<>();
    private long segment;

    /** A decision as the index keeps it: its JSON as text, because that is a tenth of the size of the parsed form. */
    private record Indexed(String flow, String subject, String json) {}

    /** Over a log; reads the decisions that are already in it. */
    public DecisionJournal(DecisionLog log, SortableIds ids, InstantSource clock) {
        this(log, ids, clock, DecisionWitness.NOBODY);
    }

    /** The same, with a witness. */
    public DecisionJournal(DecisionLog log, SortableIds ids, InstantSource clock, DecisionWitness witness) {
        this.log = log;
        this.ids = ids;
        this.clock = clock;
        this.witness = witness;
        log.replay(json -> {
            if ("decision".equals(json.path("type").textValue())) {
                remember(new DecisionRecord(json.path("id").asText(), json));
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
        for (Evidence.FlowVersion flow : evidence.flows()) {
            if (!written(flow.key())) {
                log.append(flow.record().get());
                noteWritten(flow.key());
            }
        }
        DecisionRecord record = DecisionRecord.of(id, clock.instant(), decision, circumstances);
        record.content().set("question", evidence.question());
        log.append(record.content());
        remember(record);
    }

    /** Who is told of decisions. */
    public DecisionWitness witness() {
        return witness;
    }

    private boolean written(String flow) {
        long present = log.segment();
        synchronized (flowsInSegment) {
            if (present != segment || flowsInSegment.size() > MAX_FLOWS) {
                segment = present;
                flowsInSegment.clear();
            }
            return flowsInSegment.contains(flow);
        }
    }

    private void noteWritten(String flow) {
        synchronized (flowsInSegment) {
            flowsInSegment.add(flow);
        }
    }

    /** Logs that everything before a place is about to be removed, because it is older than is kept. */
    public void retention(long before) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", "retention").put("time", clock.instant().toString());
        log.append(json.put("before", before));
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
        log.append(json);
    }

    /** A decision of this process among its latest {@value #INDEXED}. */
    public Optional<DecisionRecord> find(String id) {
        synchronized (index) {
            return Optional.ofNullable(index.get(id)).map(indexed -> record(id, indexed));
        }
    }

    /**
     * The latest decisions of this process, newest first.
     *
     * @param flow of this flow only
     * @param subject takes the subject of a decision, empty when it had none
     */
    public List<DecisionRecord> latest(Optional<String> flow, Predicate<String> subject, int limit) {
        List<Map.Entry<String, Indexed>> all;
        synchronized (index) {
            all = List.copyOf(index.entrySet());
        }
        return all.reversed().stream()
                .filter(entry -> flow.isEmpty() || entry.getValue().flow().equals(flow.get()))
                .filter(entry -> subject.test(entry.getValue().subject()))
                .limit(limit)
                .map(entry -> record(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static DecisionRecord record(String id, Indexed indexed) {
        return new DecisionRecord(id, StrictJson.parseObject(indexed.json(), MAX_RECORD));
    }

    private void remember(DecisionRecord record) {
        Indexed indexed = new Indexed(
                record.flow().orElse(""), record.subject(), record.content().toString());
        synchronized (index) {
            index.put(record.id(), indexed);
            if (index.size() > INDEXED) {
                index.remove(index.keySet().iterator().next());
            }
        }
    }
}
