// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which flows have something in common: sets of their ids, which may change while they are read. A flow is found by its new marks
 * before it is no longer found by its old ones. There are a dozen marks for each flow, so each takes as little memory as it can: its
 * value is the text that the flow has, and the one flow that most marks are on stands in place of a set. Thread-safe.
 */
final class FlowIndex {

    private static final String ANY_SUBJECT = "";

    /** By subject, kind and value: the id of a flow, or a set of ids. */
    private final Map<String, Map<Kind, Map<String, Object>>> marked = new ConcurrentHashMap<>();

    private enum Kind {
        SENT,
        SENT_TO,
        SENT_OPEN,
        SENT_ENDED,
        RECEIVED,
        RECEIVER
    }

    private record Mark(Kind kind, String subject, String value) {}

    /** More ids than one, or what is left of them. */
    private static final class Ids {

        private final Set<String> all = ConcurrentHashMap.newKeySet();
    }

    void replace(@Nullable Flow old, @Nullable Flow next) {
        Set<Mark> before = old == null ? Set.of() : marks(old);
        Set<Mark> after = next == null ? Set.of() : marks(next);
        for (Mark mark : after) {
            if (next != null && !before.contains(mark)) {
                values(mark).compute(mark.value(), (value, ids) -> with(ids, next.id()));
            }
        }
        for (Mark mark : before) {
            if (old != null && !after.contains(mark)) {
                values(mark).computeIfPresent(mark.value(), (value, ids) -> without(ids, old.id()));
            }
        }
    }

    private Map<String, Object> values(Mark mark) {
        return Objects.requireNonNull(
                marked.computeIfAbsent(mark.subject(), subject -> kinds()).get(mark.kind()), "every kind is there");
    }

    private static Map<Kind, Map<String, Object>> kinds() {
        Map<Kind, Map<String, Object>> kinds = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            kinds.put(kind, new ConcurrentHashMap<>());
        }
        return Collections.unmodifiableMap(kinds);
    }

    private static Object with(@Nullable Object ids, String id) {
        return switch (ids) {
            case null -> id;
            case Ids several -> {
                several.all.add(id);
                yield several;
            }
            default -> {
                Ids several = new Ids();
                several.all.add(ids.toString());
                several.all.add(id);
                yield several;
            }
        };
    }

    private static @Nullable Object without(Object ids, String id) {
        if (ids instanceof Ids several) {
            several.all.remove(id);
            return several.all.isEmpty() ? null : several;
        }
        return ids.equals(id) ? null : ids;
    }

    private static Set<Mark> marks(Flow flow) {
        Set<Mark> marks = new HashSet<>();
        String subject = flow.header().subject();
        names(flow.parties().receiver()).forEach(name -> marks.add(new Mark(Kind.RECEIVER, ANY_SUBJECT, name)));
        if (flow.header().role() == Role.RECEIVER) {
            marks.add(new Mark(Kind.RECEIVED, subject, ""));
            marks.add(new Mark(Kind.RECEIVED, subject, flow.task().reference()));
            return marks;
        }
        marks.add(new Mark(Kind.SENT, subject, ""));
        names(flow.parties().receiver()).forEach(name -> marks.add(new Mark(Kind.SENT_TO, subject, name)));
        boolean open = !flow.revoked() && !flow.task().state().ended();
        Kind kind = open ? Kind.SENT_OPEN : Kind.SENT_ENDED;
        marks.add(new Mark(kind, subject, flow.task().reference()));
        flow.grants().compositions().forEach(grant -> marks.add(new Mark(kind, subject, grant.reference())));
        flow.grants().resources().forEach(grant -> marks.add(new Mark(kind, subject, grant.reference())));
        return marks;
    }

    /** A URA number has no colon, a DID and a URL have one. */
    private static Set<String> names(Party party) {
        Set<String> names = new HashSet<>(party.dids());
        names.addAll(party.clientIds());
        party.uraNumber().ifPresent(names::add);
        return names;
    }

    private Set<String> of(Kind kind, String subject, String value) {
        Map<Kind, Map<String, Object>> kinds = marked.get(subject);
        Object ids = kinds == null ? null : kinds.getOrDefault(kind, Map.of()).get(value);
        return switch (ids) {
            case null -> Set.of();
            case Ids several -> several.all;
            default -> Set.of(ids.toString());
        };
    }

    Set<String> sent(String subject) {
        return of(Kind.SENT, subject, "");
    }

    Set<String> sent(String subject, boolean open, String reference) {
        return of(open ? Kind.SENT_OPEN : Kind.SENT_ENDED, subject, reference);
    }

    /** By a DID, client id or URA number. */
    Set<String> sentTo(String subject, String receiver) {
        return of(Kind.SENT_TO, subject, receiver);
    }

    /** By one DID and one client id of the client, whichever, and by its URA number; {@link Party#identifiedBy} looks closer. */
    List<Set<String>> sentTo(String subject, Party client) {
        List<Set<String>> sent = new ArrayList<>();
        client.dids().stream().limit(1).forEach(did -> sent.add(sentTo(subject, did)));
        client.clientIds().stream().limit(1).forEach(id -> sent.add(sentTo(subject, id)));
        client.uraNumber().ifPresent(ura -> sent.add(sentTo(subject, ura)));
        return sent;
    }

    Set<String> received(String subject) {
        return of(Kind.RECEIVED, subject, "");
    }

    Set<String> received(String subject, String reference) {
        return of(Kind.RECEIVED, subject, reference);
    }

    Set<String> receivedBy(String name) {
        return of(Kind.RECEIVER, ANY_SUBJECT, name);
    }
}
