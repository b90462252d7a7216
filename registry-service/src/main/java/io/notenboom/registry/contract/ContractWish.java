// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.contract;

import io.notenboom.trust.x509.SubjectName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A contract that the vendor wants to propose.
 *
 * @param careOrganisation OID
 * @param name name of the care organisation
 * @param unit unit within it, if the contract is for one
 * @param city town, if known
 * @param province province
 * @param country two capitals
 * @param kvk 8 digits
 * @param start from when; null for the date of issue
 * @param end until when; null for no end
 */
public record ContractWish(
        String careOrganisation,
        String name,
        @Nullable String unit,
        @Nullable String city,
        String province,
        String country,
        String kvk,
        @Nullable Instant start,
        @Nullable Instant end) {

    /**
     * The subject of its certificate, by the seed's table.
     *
     * @throws io.notenboom.trust.x509.UnfitCertificateInputException if a field has another form
     */
    public SubjectName subject() {
        return new SubjectName(unit == null ? name : unit, name, province, city == null ? "" : city, country, kvk);
    }
}
