// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.sample.domain;

/** A type that only {@link PlainDomain} may make. */
public final class VerifiedThing {}
