// SPDX-License-Identifier: Apache-2.0
/** Shows that a node reaches nothing in Redis but what is its customer's, and refuses to run otherwise. */
@NullMarked
package io.notenboom.kit.redis.confinement;

import org.jspecify.annotations.NullMarked;
