// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.derive.DeriveOutcome.Because;
import io.notenboom.pdp.derive.DeriveOutcome.Granted;
import io.notenboom.pdp.derive.DeriveOutcome.NotGranted;
import io.notenboom.pdp.derive.DeriveOutcome.Why;
import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.receiver.Receiver;
import io.notenboom.pdp.transfer.ReceivedNotification.Followed;
import io.notenboom.pdp.transfer.ReceivedNotification.Times;
import io.notenboom.pdp.transfer.Transfer.Content;
import io.notenboom.pdp.transfer.Transfer.Notification;
import io.notenboom.pdp.transfer.Transfer.Origin;
import io.notenboom.pdp.transfer.Transfer.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The JSON form of transfers and received notifications in the store; the API shows parts of it. */
public final class TransferJson {

    private TransferJson() {}

    /** Writes a transfer. */
    public static ObjectNode write(Transfer transfer) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", transfer.id());
        Origin origin = transfer.origin();
        json.put("subject", origin.subject()).put("kind", origin.kind().name());
        json.put("composition", origin.composition()).put("createdBy", origin.createdBy());
        json.put("created", origin.created().toString())
                .put("phase", transfer.phase().name());
        json.set("receiver", receiver(transfer.receiver()));
        Content content = transfer.content();
        if (content != null) {
            json.put("flow", content.flow()).put("task", content.taskId());
            json.set("resources", granted(content.resources()));
            json.set("refused", refused(content.refused()));
        }
        json.putObject("notification")
                .put("state", transfer.notification().state().name())
                .put("change", transfer.notification().change())
                .put("attempts", transfer.notification().attempts())
                .put("note", transfer.notification().note());
        return json;
    }

    /** Reads what {@link #write(Transfer)} wrote. */
    public static Transfer read(JsonNode json) {
        Origin origin = new Origin(
                json.path("subject").asText(),
                TransferKind.valueOf(json.path("kind").asText()),
                json.path("composition").asText(),
                json.path("createdBy").asText(),
                Instant.parse(json.path("created").asText()));
        JsonNode notification = json.path("notification");
        JsonNode receiver = json.path("receiver");
        return new Transfer(
                json.path("id").asText(),
                origin,
                new Receiver(
                        receiver.path("organisation").textValue(),
                        texts(receiver.path("dids")),
                        receiver.path("issuer").textValue(),
                        receiver.path("notification").textValue()),
                Phase.valueOf(json.path("phase").asText()),
                content(json),
                new Notification(
                        Notification.State.valueOf(notification.path("state").asText()),
                        notification.path("change").asInt(0),
                        notification.path("attempts").asInt(),
                        notification.path("note").asText()));
    }

    private static @Nullable Content content(JsonNode json) {
        if (!json.has("flow")) {
            return null;
        }
        List<Granted> granted = new ArrayList<>();
        json.path("resources")
                .forEach(entry -> granted.add(new Granted(
                        entry.path("reference").asText(),
                        Because.valueOf(upper(entry.path("reason"))),
                        entry.path("verified").asBoolean())));
        List<NotGranted> refused = new ArrayList<>();
        json.path("refused")
                .forEach(entry -> refused.add(
                        new NotGranted(entry.path("reference").asText(), Why.valueOf(upper(entry.path("reason"))))));
        return new Content(json.path("flow").asText(), json.path("task").asText(), granted, refused);
    }

    /** The resources that are opened, each with its reason. */
    public static ArrayNode granted(List<Granted> granted) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Granted entry : granted) {
            array.addObject()
                    .put("reference", entry.reference())
                    .put("reason", entry.reason().wireName())
                    .put("verified", entry.verified());
        }
        return array;
    }

    /** The references that open nothing, each with its reason. */
    public static ArrayNode refused(List<NotGranted> refused) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (NotGranted entry : refused) {
            array.addObject()
                    .put("reference", entry.reference())
                    .put("reason", entry.reason().wireName());
        }
        return array;
    }

    /** The receiver. */
    public static ObjectNode receiver(Receiver receiver) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("dids", array(receiver.dids()));
        if (receiver.organisation() != null) {
            json.put("organisation", receiver.organisation());
        }
        if (receiver.issuer() != null) {
            json.put("issuer", receiver.issuer());
        }
        if (receiver.notification() != null) {
            json.put("notification", receiver.notification());
        }
        return json;
    }

    /** Writes a received notification. */
    public static ObjectNode write(ReceivedNotification received) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", received.id()).put("subject", received.subject()).put("task", received.taskId());
        ObjectNode sender = json.putObject("sender");
        sender.set("dids", array(received.sender().dids()));
        sender.set("clientIds", array(received.sender().clientIds()));
        received.sender().uraNumber().ifPresent(ura -> sender.put("ura", ura));
        json.put("count", received.times().count());
        json.put("first", received.times().first().toString());
        json.put("last", received.times().last().toString());
        ObjectNode followed = json.putObject("followed");
        followed.put("organisation", received.followed().organisation());
        followed.put("state", received.followed().state());
        followed.set("compositions", array(received.followed().compositions()));
        followed.put("at", received.followed().at().toString());
        return json;
    }

    private static Followed followed(JsonNode json) {
        return json.isObject()
                ? new Followed(
                        json.path("organisation").asText(),
                        json.path("state").asText(),
                        texts(json.path("compositions")).stream().sorted().toList(),
                        Instant.parse(json.path("at").asText()))
                : Followed.NOT_YET;
    }

    /** Reads what {@link #write(ReceivedNotification)} wrote. */
    public static ReceivedNotification readReceived(JsonNode json) {
        JsonNode sender = json.path("sender");
        return new ReceivedNotification(
                json.path("id").asText(),
                json.path("subject").asText(),
                new Party(
                        texts(sender.path("dids")),
                        texts(sender.path("clientIds")),
                        sender.path("ura").textValue()),
                json.path("task").asText(),
                new Times(
                        json.path("count").asInt(),
                        Instant.parse(json.path("first").asText()),
                        Instant.parse(json.path("last").asText())),
                followed(json.path("followed")));
    }

    private static String upper(JsonNode text) {
        return text.asText().toUpperCase(java.util.Locale.ROOT);
    }

    private static ArrayNode array(Collection<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        new TreeSet<>(texts).forEach(array::add);
        return array;
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new HashSet<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
