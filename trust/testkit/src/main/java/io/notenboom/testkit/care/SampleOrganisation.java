// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.care;

/**
 * A care organisation that does not exist.
 *
 * @param oid OID in the register of AGB codes
 * @param name name
 * @param city town
 * @param province province of the town
 * @param kvk number at the Chamber of Commerce, 8 digits
 */
public record SampleOrganisation(String oid, String name, String city, String province, String kvk) {}
