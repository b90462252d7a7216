// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The JSON form of the messages. Reading is strict within {@link GossipLimits}: anything else is a
 * {@link MalformedMessageException}; members that this version does not know are ignored.
 */
public final class GossipCodec {

    private GossipCodec() {}

    /** Writes a sync. */
    public static byte[] write(SyncRequest sync) {
        return sync(sync.head(), sync.hints());
    }

    /** Writes the answer to a sync. */
    public static byte[] write(SyncReply sync) {
        return sync(sync.head(), sync.hints());
    }

    private static byte[] sync(SignedNodeHead head, List<StreamEntry> hints) {
        ObjectNode json = object().put("head", head.compact());
        entries(json.putArray("hints"), hints);
        return bytes(json);
    }

    /** Reads a sync. */
    public static SyncRequest readSyncRequest(byte[] body) {
        return read(body, json -> new SyncRequest(head(json), hints(json)));
    }

    /** Reads the answer to a sync. */
    public static SyncReply readSyncReply(byte[] body) {
        return read(body, json -> new SyncReply(head(json), hints(json)));
    }

    private static SignedNodeHead head(ObjectNode json) {
        return new SignedNodeHead(Json.text(json, "head"));
    }

    private static List<StreamEntry> hints(ObjectNode json) {
        return Json.list(json, "hints", GossipLimits.MAX_HINTS, Json::entry);
    }

    /** Writes where this node stands in a stream: {@code {}} if it does not know it. */
    public static byte[] writeStreamHead(Optional<StreamEntry> head) {
        ObjectNode json = object();
        head.ifPresent(entry -> Json.write(entry, json.putObject("head")));
        return bytes(json);
    }

    /** Reads where a node stands in a stream. */
    public static Optional<StreamEntry> readStreamHead(byte[] body) {
        return read(body, json -> json.has("head") ? Optional.of(Json.entry(json.path("head"))) : Optional.empty());
    }

    /** Writes a suffix of a stream. */
    public static byte[] write(EventSuffix suffix) {
        ObjectNode json = object().put("sid", suffix.sid().value()).put("from", suffix.from());
        suffix.events().forEach(json.putArray("events")::add);
        Long next = suffix.next();
        if (next != null) {
            json.put("next", next);
        }
        return bytes(json);
    }

    /** Reads a suffix of a stream. */
    public static EventSuffix readEventSuffix(byte[] body) {
        return read(
                body,
                json -> new EventSuffix(
                        Json.digest(json, "sid"),
                        Json.number(json, "from"),
                        Json.list(json, "events", GossipLimits.MAX_SUFFIX_EVENTS, Json::event),
                        json.hasNonNull("next") ? Json.number(json, "next") : null));
    }

    /** Writes a push. */
    public static byte[] write(PushBatch batch) {
        ObjectNode json = object();
        batch.events().forEach(json.putArray("events")::add);
        return bytes(json);
    }

    /** Reads a push. */
    public static PushBatch readPushBatch(byte[] body) {
        return read(body, json -> new PushBatch(Json.list(json, "events", GossipLimits.MAX_PUSH_EVENTS, Json::event)));
    }

    /** Writes the answer to a push. */
    public static byte[] write(PushReply reply) {
        ObjectNode json = object();
        ArrayNode verdicts = json.putArray("verdicts");
        for (Verdict verdict : reply.verdicts()) {
            ObjectNode element = verdicts.addObject();
            switch (verdict) {
                case Verdict.Accepted _ -> element.put("verdict", "accepted");
                case Verdict.Duplicate _ -> element.put("verdict", "duplicate");
                case Verdict.Held held -> element.put("verdict", "held").put("expected", held.expected());
                case Verdict.Rejected rejected ->
                    element.put("verdict", "rejected").put("code", rejected.code());
                case Verdict.Fork _ -> element.put("verdict", "fork");
            }
        }
        return bytes(json);
    }

    /** Reads the answer to a push. */
    public static PushReply readPushReply(byte[] body) {
        return read(
                body,
                json -> new PushReply(Json.list(json, "verdicts", GossipLimits.MAX_PUSH_EVENTS, GossipCodec::verdict)));
    }

    private static Verdict verdict(JsonNode json) {
        String verdict = Json.text(json, "verdict");
        return switch (verdict) {
            case "accepted" -> new Verdict.Accepted();
            case "duplicate" -> new Verdict.Duplicate();
            case "held" -> new Verdict.Held(Json.number(json, "expected"));
            case "rejected" -> new Verdict.Rejected(Json.text(json, "code"));
            case "fork" -> new Verdict.Fork();
            default -> throw new MalformedMessageException("unknown verdict");
        };
    }

    /** Writes proofs of forks. */
    public static byte[] write(ForkPage page) {
        ObjectNode json = object();
        ArrayNode list = json.putArray("forks");
        for (ForkProof fork : page.forks()) {
            ObjectNode element = list.addObject().put("sid", fork.sid().value()).put("seq", fork.seq());
            element.putArray("events").add(fork.one()).add(fork.other());
        }
        Integer next = page.next();
        if (next != null) {
            json.put("next", next);
        }
        return bytes(json);
    }

    private static void entries(ArrayNode into, List<StreamEntry> entries) {
        entries.forEach(entry -> Json.write(entry, into.addObject()));
    }

    private static <T> T read(byte[] body, Function<ObjectNode, T> reader) {
        try {
            return reader.apply(StrictJson.parseObject(body, GossipLimits.MAX_BODY_BYTES));
        } catch (JsonInputException malformed) {
            throw new MalformedMessageException("the message is not a JSON object within the limits");
        } catch (IllegalArgumentException malformed) {
            throw new MalformedMessageException("the message has a value out of range");
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static byte[] bytes(ObjectNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
