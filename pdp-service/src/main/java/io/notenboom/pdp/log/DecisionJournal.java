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
import java.time.InstantSource;
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

    /** How many decisions can be found again. */
    public static final int INDEXED = 100_000;

    private final DecisionLog log;
    private final SortableIds ids;
    private final InstantSource clock;
    private final Map<String, DecisionRecord> index = new LinkedHashMap<>();
    private final Set<String> taken = new HashSet<>();

    /** Over a log; reads the decisions that are already in it. */
    public DecisionJournal(DecisionLog log, SortableIds ids, InstantSource clock) {
        this.log = log;
        this.ids = ids;
        this.clock = clock;
        log.replay(json -> {
            if ("decision".equals(json.path("type").textValue())) {
                remember(new DecisionRecord(json.path("id").asText(), json));
            } else if (json.path("taken").asBoolean()) {
                confirmed(json.path("decision").asText());
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

    /** Logs a decision; it is durable when this returns. Answers its id. */
    public String append(Decision decision, Circumstances circumstances) {
        DecisionRecord record = DecisionRecord.of(ids.next("d"), clock.instant(), decision, circumstances);
        log.append(record.content());
        remember(record);
        return record.id();
    }

    /** Logs what the resource server answered to a permitted update, and whether the flow took the step. */
    public void confirmation(DecisionRecord decision, int status, boolean taken) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", "confirmation").put("time", clock.instant().toString());
        json.put("decision", decision.id()).put("status", status).put("taken", taken);
        log.append(json);
        if (taken) {
            confirmed(decision.id());
        }
    }

    /** Whether the flow already took the step of this decision. */
    public boolean taken(DecisionRecord decision) {
        synchronized (index) {
            return taken.contains(decision.id());
        }
    }

    private void confirmed(String decisionId) {
        synchronized (index) {
            if (index.containsKey(decisionId)) {
                taken.add(decisionId);
            }
        }
    }

    /** A decision among the latest 100 000. */
    public Optional<DecisionRecord> find(String id) {
        synchronized (index) {
            return Optional.ofNullable(index.get(id));
        }
    }

    /** The latest decisions, newest first, of one flow or of all. */
    public List<DecisionRecord> latest(Optional<String> flow, int limit) {
        synchronized (index) {
            return List.copyOf(index.values()).reversed().stream()
                    .filter(record -> flow.isEmpty() || record.flow().equals(flow))
                    .limit(limit)
                    .toList();
        }
    }

    private void remember(DecisionRecord record) {
        synchronized (index) {
            index.put(record.id(), record);
            if (index.size() > INDEXED) {
                String oldest = index.keySet().iterator().next();
                index.remove(oldest);
                taken.remove(oldest);
            }
        }
    }
}
