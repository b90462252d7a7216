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
import java.util.TreeSet;

/** The receiver's inbox of notifications. Senders never share an entry, whatever ids their Tasks have. */
public final class Inbox {

    /** Most entries of one sender; the Tasks of more are not taken until earlier ones end. */
    public static final int MAX_OF_SENDER = 1000;

    private static final int ID_LENGTH = 26;

    private final TransferStore store;
    private final InstantSource clock;

    /** Over a store. */
    public Inbox(TransferStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Takes a permitted notification; durable when this returns.
     *
     * @throws IllegalStateException when the sender has as many entries as it may have; a Task that is known is always taken
     */
    public ReceivedNotification take(String subject, Party sender, String taskId) {
        Instant now = clock.instant();
        String id = id(subject, sender, taskId);
        String of = senderKey(subject, sender);
        if (store.findReceived(id).isEmpty()) {
            if (store.receivedOf(of) >= MAX_OF_SENDER) {
                throw new IllegalStateException("the inbox has " + MAX_OF_SENDER + " entries of this sender");
            }
            ReceivedNotification first = new ReceivedNotification(
                    id, subject, sender, taskId, new Times(1, now, now), ReceivedNotification.Followed.NOT_YET);
            if (store.add(first, of)) {
                return first;
            }
        }
        return store.changeReceived(id, known -> known.toldAgain(now))
                .orElseThrow(() -> new IllegalStateException("an entry of the inbox ended just now"));
    }

    private static String id(String subject, Party sender, String taskId) {
        return hash(names(subject, sender) + "\n" + taskId);
    }

    private static String senderKey(String subject, Party sender) {
        return hash(names(subject, sender));
    }

    private static String names(String subject, Party sender) {
        TreeSet<String> names = new TreeSet<>(sender.dids());
        if (names.isEmpty()) {
            names.add("ura:" + sender.uraNumber().orElse(""));
        }
        return subject + "\n" + String.join("\n", names);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "n" + HexFormat.of().formatHex(digest).substring(0, ID_LENGTH);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256.", missing);
        }
    }
}
