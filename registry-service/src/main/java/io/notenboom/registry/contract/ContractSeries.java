// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.contract;

import io.notenboom.registry.certificate.CertificateTerm;
import io.notenboom.trust.x509.Fingerprints;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Contracts with one wish, each of which takes the place of the one before, because a contract has one certificate for life.
 *
 * @param id id of the first contract
 * @param members the contracts, oldest first; at least one
 */
public record ContractSeries(UUID id, List<Member> members) {

    private static final Comparator<Member> OLDEST_FIRST = Comparator.comparing(
                    (Member member) -> member.term().start())
            .thenComparing(Member::isSuccessor)
            .thenComparing(member -> member.lost() == null);

    /**
     * What has to be known of a contract without reading its file.
     *
     * @param contractId its id
     * @param careOrganisation OID
     * @param end when the contract ends; null for no end
     * @param isSuccessor whether it takes the place of another
     * @param certificate its certificate, in short
     * @param lost since when somebody else may have its key; null if nobody has
     */
    public record Member(
            UUID contractId,
            String careOrganisation,
            @Nullable Instant end,
            boolean isSuccessor,
            Certificate certificate,
            @Nullable Instant lost) {

        static Member of(IssuedContract contract) {
            return new Member(
                    contract.contractId(),
                    contract.wish().careOrganisation(),
                    contract.wish().end(),
                    contract.isSuccessor(),
                    Certificate.of(contract.parsedCertificate()),
                    contract.lost());
        }

        /** The term of its certificate. */
        public CertificateTerm term() {
            return certificate.term();
        }
    }

    /**
     * A certificate in short.
     *
     * @param term its term
     * @param thumbprint base64url SHA-256
     */
    public record Certificate(CertificateTerm term, String thumbprint) {

        static Certificate of(X509Certificate certificate) {
            return new Certificate(CertificateTerm.of(certificate), Fingerprints.x5tS256(certificate));
        }
    }

    /** Sorts its members. */
    public ContractSeries {
        members = members.stream().sorted(OLDEST_FIRST).toList();
    }

    /** The series with a member more, or with another state of a member. */
    ContractSeries with(Member member) {
        List<Member> all = new ArrayList<>(members);
        all.removeIf(known -> known.contractId().equals(member.contractId()));
        all.add(member);
        return new ContractSeries(id, all);
    }

    /** The one that was issued last. */
    public Member newest() {
        return members.getLast();
    }

    /** One of them. */
    public Optional<Member> member(UUID contractId) {
        return members.stream()
                .filter(member -> member.contractId().equals(contractId))
                .findFirst();
    }

    /** Those that were issued after one of them, oldest first. */
    public List<Member> after(UUID contractId) {
        return members.stream()
                .dropWhile(member -> !member.contractId().equals(contractId))
                .skip(1)
                .toList();
    }

    /** Whether the contract is over. */
    public boolean hasEnded(Instant now) {
        Instant end = newest().end();
        return end != null && !end.isAfter(now);
    }
}
