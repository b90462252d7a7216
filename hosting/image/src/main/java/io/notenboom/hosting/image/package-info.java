// SPDX-License-Identifier: Apache-2.0
/** Images of services (OCI), from a Java runtime and a built program, without a daemon or a registry. */
@NullMarked
package io.notenboom.hosting.image;

import org.jspecify.annotations.NullMarked;
