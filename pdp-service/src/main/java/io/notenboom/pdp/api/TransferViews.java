// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowReplica;
import io.notenboom.pdp.flow.Role;
import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.task.TaskState;
import io.notenboom.pdp.transfer.ReceivedNotification;
import io.notenboom.pdp.transfer.Transfer;
import io.notenboom.pdp.transfer.TransferJson;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Transfers as the API shows them; the profile in force says what a receiver may do. */
public record TransferViews(FlowReplica flows, ProfileCatalogue profiles, UseCaseProfile own) {

    private static final Map<String, TaskState> SENDER_STEPS = Map.of(
            "cancel", TaskState.CANCELLED,
            "complete", TaskState.COMPLETED,
            "handoff", TaskState.IN_PROGRESS,
            "request", TaskState.REQUESTED);
    private static final Map<String, TaskState> RECEIVER_STEPS = Map.of(
            "accept", TaskState.ACCEPTED,
            "complete", TaskState.COMPLETED,
            "hold", TaskState.ON_HOLD,
            "receive", TaskState.RECEIVED,
            "reject", TaskState.REJECTED);

    /** The state that a step of the receiver leads to. */
    static Optional<TaskState> receiverStep(String name) {
        return Optional.ofNullable(RECEIVER_STEPS.get(name));
    }

    ObjectNode sent(Transfer transfer) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", transfer.id());
        json.put("role", Role.SENDER.wireName())
                .put("kind", transfer.origin().kind().wireName());
        json.put("subject", transfer.origin().subject());
        json.put("composition", transfer.origin().composition());
        json.put("created", transfer.origin().created().toString());
        json.set("receiver", TransferJson.receiver(transfer.receiver()));
        ArrayNode next = JsonNodeFactory.instance.arrayNode();
        Transfer.Content content = transfer.content();
        Optional<Flow> flow = content == null ? Optional.empty() : flows.find(content.flow());
        if (content != null && flow.isPresent()) {
            String state = flow.get().task().state().wireName();
            json.put("state", flow.get().revoked() ? "revoked" : state).put("flow", content.flow());
            json.putObject("task").put("reference", "Task/" + content.taskId()).put("state", state);
            json.set("resources", TransferJson.granted(content.resources()));
            json.set("refused", TransferJson.refused(content.refused()));
            next(flow.get()).forEach(next::add);
        } else {
            json.put("state", transfer.phase().wireName());
        }
        ObjectNode notification = json.putObject("notification");
        notification.put("state", transfer.notification().state().wireName());
        notification.put("attempts", transfer.notification().attempts());
        if (!transfer.notification().note().isEmpty()) {
            notification.put("note", transfer.notification().note());
        }
        json.set("next", next);
        return json;
    }

    /** The steps that the sender itself may take now. */
    private TreeSet<String> next(Flow flow) {
        TreeSet<String> next = new TreeSet<>();
        Optional<UseCaseProfile> profile = profiles.find(flow.header().profile());
        if (profile.isPresent() && !flow.revoked()) {
            TaskState now = flow.task().state();
            SENDER_STEPS.forEach((name, to) -> {
                if (profile.get().permits(now, to, Role.SENDER)) {
                    next.add(name);
                }
            });
        }
        return next;
    }

    ObjectNode received(ReceivedNotification received) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", received.id());
        json.put("role", Role.RECEIVER.wireName())
                .put("subject", received.subject())
                .put(
                        "state",
                        received.followed().state().isEmpty()
                                ? "notified"
                                : received.followed().state());
        ObjectNode sender = json.putObject("sender");
        ArrayNode dids = sender.putArray("dids");
        new TreeSet<>(received.sender().dids()).forEach(dids::add);
        ArrayNode clients = sender.putArray("clientIds");
        new TreeSet<>(received.sender().clientIds()).forEach(clients::add);
        received.sender().uraNumber().ifPresent(ura -> sender.put("ura", ura));
        seen(json, received);
        json.putObject("notification")
                .put("count", received.times().count())
                .put("first", received.times().first().toString())
                .put("last", received.times().last().toString());
        return json;
    }

    /** What was seen of the Task, when, and what may be done next; reading it again is always possible. */
    private void seen(ObjectNode json, ReceivedNotification received) {
        ObjectNode task = json.putObject("task").put("reference", "Task/" + received.taskId());
        ReceivedNotification.Followed followed = received.followed();
        ArrayNode next = json.putArray("next");
        next.add("refresh");
        if (!followed.organisation().isEmpty()) {
            ((ObjectNode) json.path("sender")).put("organisation", followed.organisation());
        }
        if (!followed.state().isEmpty()) {
            task.put("state", followed.state()).put("read", followed.at().toString());
            task.put("changedSince", followed.before(received.times()));
            ArrayNode compositions = json.putArray("compositions");
            followed.compositions().forEach(compositions::add);
            TaskState now = TaskState.of(followed.state()).orElseThrow();
            new TreeMap<>(RECEIVER_STEPS).forEach((name, to) -> {
                if (own.permits(now, to, Role.RECEIVER)) {
                    next.add(name);
                }
            });
        }
    }

    /** A notification that is under way or was given up. */
    static ObjectNode notification(Transfer transfer) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("transfer", transfer.id());
        json.put("subject", transfer.origin().subject())
                .put("state", transfer.notification().state().wireName())
                .put("attempts", transfer.notification().attempts())
                .put("note", transfer.notification().note());
        json.set("receiver", TransferJson.receiver(transfer.receiver()));
        return json;
    }
}
