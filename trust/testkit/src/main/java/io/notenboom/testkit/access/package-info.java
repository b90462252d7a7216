// SPDX-License-Identifier: Apache-2.0
/** Callers of APIs for tests: users with SSH keys, an OpenID provider, and a walk over all operations of a service. */
@NullMarked
package io.notenboom.testkit.access;

import org.jspecify.annotations.NullMarked;
