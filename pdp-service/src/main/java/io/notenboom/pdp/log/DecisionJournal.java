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
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private final DecisionLog log;
    private final SortableIds ids;
    private final InstantSource clock;
    private final Map<String, Indexed> index = new LinkedHashMap<>();

    /** A decision as the index keeps it: its JSON as text, because that is a tenth of the size of the parsed form. */
    private record Indexed(String flow, String subject, String json) {}

    /** Over a log; reads the decisions that are already in it. */
    public DecisionJournal(DecisionLog log, SortableIds ids, InstantSource clock) {
        this.log = log;
        this.ids = ids;
        this.clock = clock;
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
            String pep, String subject, String profile, String method, String target, String client, String user) {

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
                    question.profile().name(),
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

    /** Logs a decision; it is durable when this returns. */
    public void append(String id, Decision decision, Circumstances circumstances) {
        DecisionRecord record = DecisionRecord.of(id, clock.instant(), decision, circumstances);
        log.append(record.content());
        remember(record);
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
