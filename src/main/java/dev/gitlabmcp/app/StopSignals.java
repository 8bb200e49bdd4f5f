package dev.gitlabmcp.app;

import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a second SIGTERM or SIGINT end the process at once, where Java would go on with the orderly stop that the first one
 * began. The runtime's class for signals, in the module jdk.unsupported, is used by reflection, since javac warns of it in a way
 * that cannot be switched off; without it a signal has Java's own effect.
 */
final class StopSignals {
    private static final Logger LOGGER = LoggerFactory.getLogger(StopSignals.class);
    /** Shells' exit status of a process that a signal ended, less the signal's number. */
    private static final int SIGNALLED = 128;

    private final AtomicBoolean stopping = new AtomicBoolean();

    private StopSignals() {}

    /** Takes over both signals, for the life of the process. */
    static void install() {
        StopSignals signals = new StopSignals();
        for (String name : List.of("TERM", "INT")) {
            try {
                signals.take(name);
            } catch (ReflectiveOperationException | IllegalArgumentException e) {
                LOGGER.debug("SIG{} keeps Java's own effect", name, e);
            }
        }
    }

    private void take(String name) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        Constructor<?> constructor = type.getConstructor(String.class);
        Object signal = constructor.newInstance(name);
        int status = SIGNALLED + (int) type.getMethod("getNumber").invoke(signal);
        Object handler = Proxy.newProxyInstance(
                StopSignals.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                    if (method.getName().equals("handle")) {
                        stop(status);
                        return null;
                    }
                    return switch (method.getName()) {
                        case "hashCode" -> System.identityHashCode(proxy);
                        case "equals" -> proxy == arguments[0];
                        default -> "StopSignals";
                    };
                });
        type.getMethod("handle", type, handlerType).invoke(null, signal, handler);
    }

    private void stop(int status) {
        if (stopping.compareAndSet(false, true)) {
            System.exit(status);
        } else {
            Runtime.getRuntime().halt(status);
        }
    }
}
