// SPDX-License-Identifier: Apache-2.0
/** Taking part in discovery services: registering own subjects, and finding others. */
@NullMarked
package io.notenboom.auth.discovery.client;

import org.jspecify.annotations.NullMarked;
