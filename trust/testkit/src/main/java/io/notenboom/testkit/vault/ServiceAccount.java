// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.vault;

/** Whom a projected token of Kubernetes speaks for, and at whom. */
public record ServiceAccount(String namespace, String name, String audience) {}
