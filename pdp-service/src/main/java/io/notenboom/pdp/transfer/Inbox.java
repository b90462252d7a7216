// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.transfer.ReceivedNotification.Times;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeSet;

/** The receiver's inbox of notifications. Senders never share an entry, whatever ids their Tasks have. */
public final class Inbox {

    private static final int ID_LENGTH = 26;

    private final TransferStore store;
    private final InstantSource clock;

    /** Over a store. */
    public Inbox(TransferStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Takes a permitted notification; durable when this returns. */
    public synchronized ReceivedNotification take(String subject, Party sender, String taskId) {
        Instant now = clock.instant();
        String id = id(subject, sender, taskId);
        Optional<ReceivedNotification> known = store.findReceived(id);
        Times times = known.map(earlier ->
                        new Times(earlier.times().count() + 1, earlier.times().first(), now))
                .orElse(new Times(1, now, now));
        ReceivedNotification notification = new ReceivedNotification(id, subject, sender, taskId, times);
        store.put(notification);
        return notification;
    }

    private static String id(String subject, Party sender, String taskId) {
        TreeSet<String> names = new TreeSet<>(sender.dids());
        if (names.isEmpty()) {
            names.add("ura:" + sender.uraNumber().orElse(""));
        }
        String text = subject + "\n" + String.join("\n", names) + "\n" + taskId;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "n" + HexFormat.of().formatHex(digest).substring(0, ID_LENGTH);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256.", missing);
        }
    }
}
