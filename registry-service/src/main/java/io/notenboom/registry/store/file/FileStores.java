// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.file;

import io.notenboom.registry.contract.IssuedContractStore;
import io.notenboom.registry.enrolment.EnrolmentRequestStore;
import io.notenboom.registry.enrolment.OwnIdentityStore;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.issue.WriterFence;
import io.notenboom.registry.log.AnnouncementMark;
import io.notenboom.registry.log.AppendTimes;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.log.ForkEvidenceStore;
import io.notenboom.registry.log.LogFailureException;
import io.notenboom.registry.revocation.RevocationListStore;
import io.notenboom.registry.store.disk.AtomicFile;
import io.notenboom.registry.store.disk.DiskMedium;
import io.notenboom.registry.store.disk.Medium;
import io.notenboom.trust.x509.RevocationList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Makes the stores of one node in its data folder. One process at a time uses a folder. */
public final class FileStores {

    private final Path folder;
    private final Medium medium;

    /** @param folder the service's data folder */
    public FileStores(Path folder) {
        this.folder = folder;
        this.medium = new DiskMedium();
    }

    /**
     * Opens the log in {@code log/}.
     *
     * @param reader decodes an entry; throws {@link IllegalArgumentException} if it is none
     * @throws io.notenboom.registry.log.LogFailureException if it is damaged, or open elsewhere
     */
    public EventLog eventLog(Function<String, UnverifiedEvent> reader) {
        return eventLog(reader, AppendTimes.IGNORED);
    }

    /**
     * Opens the log in {@code log/}.
     *
     * @param reader decodes an entry; throws {@link IllegalArgumentException} if it is none
     * @param times is told how long appends take
     * @throws io.notenboom.registry.log.LogFailureException if it is damaged, or open elsewhere
     */
    public EventLog eventLog(Function<String, UnverifiedEvent> reader, AppendTimes times) {
        return new FileEventLog(folder.resolve("log"), medium, reader, times);
    }

    /** Opens the fork evidence in {@code forks/}. */
    public ForkEvidenceStore forkEvidence() {
        return new FileForkEvidenceStore(folder.resolve("forks"), medium);
    }

    /** Opens the mark in {@code announced}. */
    public AnnouncementMark announcementMark() {
        return new FileAnnouncementMark(folder.resolve("announced"), medium);
    }

    /** Opens the Foundation's requests in {@code enrolment/requests/}. */
    public EnrolmentRequestStore enrolmentRequests() {
        return new FileEnrolmentRequestStore(new JsonFolder(folder.resolve("enrolment/requests"), medium));
    }

    /** Opens the Foundation's revocation list, {@code foundation.crl}. */
    public RevocationListStore revocationList() {
        return new RevocationFile(folder.resolve("foundation.crl"), new AtomicFile(medium));
    }

    /** Opens this node's own certificates in {@code identity/}. */
    public OwnIdentityStore ownIdentity() {
        return new FileOwnIdentityStore(new JsonFolder(folder.resolve("identity"), medium));
    }

    /** Opens the contract certificates that this node issued in {@code contracts/}. */
    public IssuedContractStore issuedContracts() {
        return new FileIssuedContractStore(new JsonFolder(folder.resolve("contracts"), medium));
    }

    /** Takes the next fencing number in {@code writer-fence}. To be called after {@link #eventLog}, which locks the folder. */
    public WriterFence writerFence() {
        return new FileWriterFence(folder.resolve("writer-fence"), medium);
    }

    /** A list as one DER file. */
    private record RevocationFile(Path file, AtomicFile files) implements RevocationListStore {

        @Override
        public Optional<byte[]> load() {
            try {
                return !Files.exists(file) || Files.size(file) > RevocationList.MAX_BYTES
                        ? Optional.empty()
                        : Optional.of(Files.readAllBytes(file));
            } catch (IOException e) {
                throw new LogFailureException("the revocation list cannot be read; check the disk", e);
            }
        }

        @Override
        public void save(byte[] encoded) {
            try {
                files.write(file, encoded);
            } catch (IOException e) {
                throw new LogFailureException("the revocation list cannot be written; check the disk", e);
            }
        }
    }

    /**
     * Writes a file that others read, such as the Foundation's root, in whole.
     *
     * @throws LogFailureException if that fails
     */
    public void publish(String name, String text) {
        try {
            new AtomicFile(medium).write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new LogFailureException("the file " + name + " cannot be written; check the disk", e);
        }
    }
}
