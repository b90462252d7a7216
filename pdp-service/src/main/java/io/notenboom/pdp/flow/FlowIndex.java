// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which flows have something in common: sets of their ids, which may change while they are read. A flow is found by its new marks
 * before it is no longer found by its old ones. Thread-safe.
 */
final class FlowIndex {

    private static final String ANY_SUBJECT = "";

    private final Map<Mark, Set<String>> marked = new ConcurrentHashMap<>();

    private enum Kind {
        SENT,
        SENT_TO,
        SENT_OPEN,
        SENT_ENDED,
        RECEIVED,
        RECEIVER
    }

    private record Mark(Kind kind, String subject, String value) {}

    void replace(@Nullable Flow old, @Nullable Flow next) {
        Set<Mark> before = old == null ? Set.of() : marks(old);
        Set<Mark> after = next == null ? Set.of() : marks(next);
        for (Mark mark : after) {
            if (next != null && !before.contains(mark)) {
                marked.compute(mark, (key, ids) -> with(ids, next.id()));
            }
        }
        for (Mark mark : before) {
            if (old != null && !after.contains(mark)) {
                marked.computeIfPresent(mark, (key, ids) -> without(ids, old.id()));
            }
        }
    }

    /** Most marks are on one flow. */
    private static Set<String> with(@Nullable Set<String> ids, String id) {
        if (ids == null) {
            return Set.of(id);
        }
        if (ids instanceof ConcurrentHashMap.KeySetView<String, ?>) {
            ids.add(id);
            return ids;
        }
        Set<String> more = ConcurrentHashMap.newKeySet();
        more.addAll(ids);
        more.add(id);
        return more;
    }

    private static @Nullable Set<String> without(Set<String> ids, String id) {
        if (!(ids instanceof ConcurrentHashMap.KeySetView<String, ?>)) {
            return ids.contains(id) ? null : ids;
        }
        ids.remove(id);
        return ids.isEmpty() ? null : ids;
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
        return marked.getOrDefault(new Mark(kind, subject, value), Set.of());
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
